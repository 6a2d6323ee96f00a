import type { ChartPicture } from './chart-controller.ts';

export const FONT = '"Noto Sans Variable", "Noto Sans", system-ui, sans-serif';

/** The axes of a picture: time by its marks, turnout by whole steps. */
export function scalesOf(picture: ChartPicture) {
  const font = { family: FONT, size: picture.fontPx, weight: 450 } as const;
  return {
    x: {
      type: 'linear' as const,
      min: picture.fromMs,
      max: picture.toMs,
      grid: { display: false },
      border: { display: false },
      afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
        axis.ticks = picture.marks.map(({ atMs }) => ({ value: atMs }));
      },
      ticks: {
        font: (context: { index: number }) => ({ ...font, weight: picture.marks[context.index]?.now ? 720 : 450 }),
        color: (context: { index: number }) =>
          picture.marks[context.index]?.now ? picture.colours.text : picture.colours.muted,
        autoSkip: true,
        autoSkipPadding: picture.fontPx * 0.3,
        maxRotation: 0,
        padding: picture.fontPx * 0.2,
        callback: (value: number | string) => picture.marks.find(({ atMs }) => atMs === Number(value))?.text ?? '',
      },
    },
    y: {
      type: 'linear' as const,
      min: 0,
      max: picture.maxPct,
      grid: { color: picture.colours.rule, lineWidth: Math.max(1, picture.fontPx / 24), drawTicks: false },
      border: { display: false },
      ticks: {
        font,
        color: picture.colours.muted,
        stepSize: picture.stepPct,
        padding: picture.fontPx * 0.3,
        callback: (value: number | string) => picture.pctText(Number(value)),
      },
    },
  };
}
