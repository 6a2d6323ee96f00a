import type { ApiRoute } from '../api/request.ts';
import type { FirstPaint } from './first-paint.ts';

/** The public pages' addresses, behind the same limits as the interface: the past is written for who asks. */
export function paintedRoutes(paint: FirstPaint): readonly ApiRoute[] {
  return [
    { path: '/', answer: ({ url, acceptLanguage }) => paint.answer({ url, acceptLanguage, area: null }) },
    { path: '/bulletin', answer: (request) => paint.bulletin(request) },
    {
      path: '/areas/{area}',
      answer: ({ url, acceptLanguage, params }) => paint.answer({ url, acceptLanguage, area: params.area ?? '' }),
    },
  ];
}
