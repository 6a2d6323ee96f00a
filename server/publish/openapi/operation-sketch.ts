import type * as schemas from './schemas.ts';

/** One operation of the interface, in short. */
export interface OperationSketch {
  /** Below `/api/v1`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly query?: readonly { readonly name: string; readonly description: string }[];
  /** Of the answer; a string where it is none of the schemas. */
  readonly schema?: keyof typeof schemas;
  /** Of the answer; `application/json` where it is not said. */
  readonly type?: string;
  /** What the answer leads to, where it is a redirection. */
  readonly redirect?: string;
  readonly security?: 'operator' | 'source';
  /** What is sent. */
  readonly body?: string;
  /** Schema of the 503 that is no problem. */
  readonly unready?: keyof typeof schemas;
}
