import { expect, it } from 'vitest';
import { Format } from '../../shared/format.ts';
import { hourText, shownIn } from './shown-values.ts';

const en = new Format('en', 'UTC');
const ar = new Format('ar', 'UTC');

it.each([
  ['2024-05-03T20', '3 May 2024, 20:00'],
  ['2024-05-03T20:31', '3 May 2024, 20:31'],
  ['2020-10-25T03+02:00', '25 October 2020, 03:00 (+02:00)'],
  ['2020-11-01T01:30-04:00', '1 November 2020, 01:30 (-04:00)'],
])('the hour %s is read as %s', (hour, read) => expect(hourText(hour, en)).toBe(read));

it.each(['noon', '2024-13-41T20', '2024-05-03T99', '2024-05-03T20:77', '2024-05-03T20 or so', ''])(
  'what is no hour is shown as it stands: %j',
  (hour) => {
    expect(hourText(hour, en)).toBeNull();
    expect(shownIn(en).hour(hour)).toBe(hour);
  },
);

it('what stands in the files is kept whole in a line from right to left, and numbers to their last digit', () => {
  expect(shownIn(en).text('bulletins/13.csv')).toBe('bulletins/13.csv');
  expect(shownIn(ar).text('bulletins/13.csv')).toBe('\u2068bulletins/13.csv\u2069');
  expect(shownIn(ar).hour('noon')).toBe('\u2068noon\u2069');
  expect([shownIn(en).number(39.5), shownIn(en).number(45_720_496)]).toEqual(['39.5', '45,720,496']);
});
