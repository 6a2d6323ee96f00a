import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FixtureElection } from '../../../client/test/fixture-election.ts';
import type { BulletinListing } from '../../../shared/bulletin.ts';
import { bulletinWorkbook } from './bulletin-workbook.ts';
import { workbook } from './workbook.ts';

const election = new FixtureElection({ districts: 3, intervalMs: 60_000, mode: 'rehearsal' });
const snapshot = election.snapshot(181, Date.parse('2026-11-22T10:00:00Z'));
const listing = election.bulletins(181).bulletins.at(-1)!;
const sheets = {
  description: election.description,
  listing,
  snapshot,
  areas: election.areas.areas,
  reason: null,
};
const parts = (bytes: Buffer) =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
const cellOf = (xml: string, at: string) => new RegExp(`<c r="${at}" s="(\\d)"[^>]*>(.*?)</c>`).exec(xml)?.slice(1);

describe('a bulletin as a workbook', () => {
  const xml = parts(bulletinWorkbook(sheets));
  const figures = xml['xl/worksheets/sheet1.xml']!;

  it('has numbers typed as numbers, percentages as percentages, and its head frozen', () => {
    // Row 2 is the whole election: registered, issued, turnout.
    expect(cellOf(figures, 'C2')).toEqual(['2', `<v>${snapshot.total.registered}</v>`]);
    expect(cellOf(figures, 'D2')).toEqual(['2', `<v>${snapshot.total.issued}</v>`]);
    const hundredths = Math.round(snapshot.total.turnoutPct! * 100);
    expect(cellOf(figures, 'E2')).toEqual(['3', `<v>${hundredths / 10_000}</v>`]);
    expect(cellOf(figures, 'A1')?.[1]).toContain('>code<');
    expect(figures).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    // Number format 10 is 0.00% in every spreadsheet.
    expect(xml['xl/styles.xml']).toContain('numFmtId="10"');
  });

  it('has every area once, and no percentage where nobody is registered', () => {
    const abroad = election.areas.areas.findIndex(({ code }) => code === 'XX-ABROAD') + 1;
    expect(cellOf(figures, `A${abroad + 1}`)?.[1]).toContain('XX-ABROAD');
    expect(cellOf(figures, `E${abroad + 1}`)).toBeUndefined();
    // The country, three districts, abroad, and the head.
    expect(figures.match(/<row /g)).toHaveLength(6);
  });

  it('says that it is a rehearsal, and of which bytes it speaks', () => {
    const about = xml['xl/worksheets/sheet2.xml']!;
    expect(about).toContain('REHEARSAL: no election result');
    expect(about).toContain(listing.sha256);
    expect(about).toContain('made-up vote');
  });

  it('is the same, byte for byte, whenever it is made', () => {
    expect(bulletinWorkbook(sheets).equals(bulletinWorkbook(sheets))).toBe(true);
  });

  it('of an hour that was not counted has a head and a reason, and no figures', () => {
    const notice: BulletinListing = { ...listing, kind: 'notice', snapshot: null };
    const empty = parts(bulletinWorkbook({ ...sheets, listing: notice, snapshot: null, reason: 'The power was out.' }));
    expect(empty['xl/worksheets/sheet1.xml']!.match(/<row /g)).toHaveLength(1);
    expect(empty['xl/worksheets/sheet2.xml']).toContain('The power was out.');
  });
});

describe('a workbook', () => {
  it('keeps any text as text, whatever a spreadsheet would make of it', () => {
    const bytes = workbook([{ name: 'A & B', rows: [['=1+1', '<b>', 'a\u0001b', '"x"']], widths: [1, 1, 1, 1] }]);
    const xml = parts(bytes);
    expect(xml['xl/worksheets/sheet1.xml']).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t></is>');
    expect(xml['xl/worksheets/sheet1.xml']).toContain('&lt;b&gt;');
    expect(xml['xl/worksheets/sheet1.xml']).toContain('a\ufffdb');
    expect(xml['xl/workbook.xml']).toContain('name="A &amp; B"');
  });

  it('names its columns as a spreadsheet does', () => {
    const bytes = workbook([{ name: 'wide', rows: [Array.from({ length: 53 }, (_, i) => i)], widths: [] }]);
    const row = parts(bytes)['xl/worksheets/sheet1.xml']!;
    // A to Z are 26, AA to AZ the next 26, then BA.
    for (const [at, value] of [
      ['A1', 0],
      ['Z1', 25],
      ['AA1', 26],
      ['AZ1', 51],
      ['BA1', 52],
    ] as const) {
      expect(cellOf(row, at)).toEqual(['2', `<v>${value}</v>`]);
    }
  });
});
