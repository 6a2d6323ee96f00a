import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Curve, CurveLine, CurvePoint } from '../../shared/curve.ts';

/**
 * A curve as uPlot wants it: one axis of times, seconds, and for every line two series over it, as counted and as published;
 * `undefined` where a series has no point at a time.
 */
export function alignedOf(curve: Curve): uPlot.AlignedData {
  const tables = curve.lines.flatMap((line) => [counted(line), line.rings]).map(tableOf);
  return uPlot.join(tables);
}

function counted({ occurred, known }: CurveLine): readonly CurvePoint[] {
  return [...occurred, ...known];
}

function tableOf(points: readonly CurvePoint[]): uPlot.AlignedData {
  return [points.map(({ x }) => x / 1000), points.map(({ y }) => y)];
}

/** uPlot in the place's size, with the lines, rings, axes and extent that the wall's curve has, and nothing it has not. */
export function makeUplot(place: HTMLElement, curve: Curve, data: uPlot.AlignedData): uPlot {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const [text, muted, fill, rule, ground] = ['--text', '--muted', '--fill', '--rule', '--ground'].map(colour) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const axis = { stroke: muted, font: `22px ${style.fontFamily}`, ticks: { show: false } };
  const series = curve.lines.flatMap(({ channel }): uPlot.Series[] => {
    const stroke = channel === 'all' ? fill : text;
    const width = channel === 'all' ? 3.7 : 1.9;
    return [
      { stroke, width, spanGaps: true, points: { show: false } },
      { stroke, width: 0, paths: () => null, points: { show: true, size: 9, width: 2, fill: ground } },
    ];
  });
  return new uPlot(
    {
      width: place.clientWidth,
      height: place.clientHeight,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: true, range: [curve.fromMs / 1000, curve.toMs / 1000] },
        y: { range: [0, 100] },
      },
      axes: [
        { ...axis, grid: { show: false } },
        { ...axis, grid: { stroke: rule, width: 1 } },
      ],
      series: [{}, ...series],
    },
    data,
    place,
  );
}
