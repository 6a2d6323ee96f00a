import type { Format } from '../../shared/format.ts';
import type { FindingWords } from '../../shared/strings/verify/finding-words.ts';
import type { VerifyStrings } from '../../shared/strings/verify/verify-words.ts';

/** What the page says, in the language of `format`. */
export interface VerifySpeech {
  readonly words: VerifyStrings;
  readonly findings: FindingWords;
  readonly format: Format;
}
