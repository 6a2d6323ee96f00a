import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet, { type HelmetOptions } from 'helmet';
import type { Headers } from './answer.ts';

/** Header names in lower case as they are written on the wire. */
export interface SecurityHeaders {
  /** On every page and file of the client. */
  readonly pages: Headers;
  /** On every answer of the interface. */
  readonly api: Headers;
}

/**
 * Headers of every answer, from helmet, worked out once: answers ahead of Express carry the same.
 *
 * HSTS and `upgrade-insecure-requests` only where the public comes over https: over plain http they would shut it out.
 *
 * @param publicUrl origin under which the public reaches the server, where it is known
 */
export function securityHeaders(publicUrl: string | null): SecurityHeaders {
  const https = publicUrl?.startsWith('https://') ?? false;
  const common = {
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
  } as const satisfies HelmetOptions;
  const upgrade = https ? { upgradeInsecureRequests: [] } : {};
  return {
    pages: headersOf({
      ...common,
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          manifestSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
          requireTrustedTypesFor: ["'script'"],
          // The one policy Lit makes for its templates.
          trustedTypes: ['lit-html'],
          ...upgrade,
        },
      },
    }),
    api: {
      ...headersOf({
        ...common,
        crossOriginResourcePolicy: { policy: 'cross-origin' },
        // What only documents obey is left out of what is polled all day.
        crossOriginOpenerPolicy: false,
        originAgentCluster: false,
        xDnsPrefetchControl: false,
        xDownloadOptions: false,
        xFrameOptions: false,
        xPermittedCrossDomainPolicies: false,
        xXssProtection: false,
        contentSecurityPolicy: {
          useDefaults: false,
          directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], ...upgrade },
        },
      }),
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers':
        'ETag, Date, Age, Turnout-Mode, Turnout-Rehearsal, Retry-After, Content-Disposition',
    },
  };
}

/** What helmet would write with these options. */
function headersOf(options: HelmetOptions): Headers {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => {
      headers[name] = value;
    },
    removeHeader: (name: string) => {
      delete headers[name];
    },
  };
  helmet(options)({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    if (error !== undefined) throw error;
  });
  return headers;
}
