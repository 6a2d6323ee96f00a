import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourOf, logAnew, putLeaves, signer, smallLog } from '../../server/test/small-log.ts';
import { textOf, utf8 } from '../../shared/bulletin-log/bytes.ts';
import { keyText, WITNESS_KEY } from '../../shared/bulletin-log/note.ts';
import { buildOnce, CLIENT, launchChromium, texts } from './browser.ts';
import { chooseZip, openSaved, verdictOf } from './saved-verify-page.ts';

const SIZE = 30;
let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

const savedPage = (query = 'lang=en') => openSaved(browser, join(CLIENT, 'verify.html'), query);

describe('the page that verifies a log that was changed', () => {
  it('names the hour of one flipped byte', async () => {
    const { page } = await savedPage();
    const { files } = smallLog(SIZE);
    const bytes = Uint8Array.from(files.get('bulletins/7.json')!);
    bytes[40]! ^= 1;
    await chooseZip(page, files.set('bulletins/7.json', bytes));
    expect(await verdictOf(page)).toBe('wrong');
    expect(await page.getAttribute('[data-problems] li', 'data-hour')).toBe(hourOf(7));
    expect(await texts(page, '[data-problems] b')).toEqual(['3 May 2024, 14:00 · bulletin 7']);
    await page.click('nav [lang="ru"]');
    expect(await texts(page, '[data-problems] b')).toEqual(['3 мая 2024 г., 14:00 · бюллетень 7']);
    expect(await texts(page, '[data-problems] .found')).toEqual([
      'bulletins/7.json — не тот файл, что внесён в журнал.',
    ]);
    await page.context().close();
  });

  it('says in the reader’s language what exactly was found, whatever it is about', async () => {
    // The key's owner tells one ballot more of the whole than its parts make, and another hour of the file than the log has.
    const log = smallLog(SIZE);
    logAnew(log, 13, 'json', (json) =>
      json
        .replace('"hour":"2024-05-03T20"', '"hour":"noon"')
        .replace('"total":{"registered":400,"issued":39', '"total":{"registered":400,"issued":40'),
    );
    log.files.delete('bulletins/20.csv');
    const said = async (lang: string) => {
      const { page } = await savedPage(`lang=${lang}`);
      await page.fill('[data-keys]', keyText(signer('second.example/w', WITNESS_KEY, 6).key));
      await chooseZip(page, log.files);
      await page.waitForSelector('[data-verdict="wrong"]');
      const details = await texts(page, '[data-problems] .found');
      await page.context().close();
      return details;
    };
    expect(await said('ru')).toEqual([
      'Поле hour в файле: noon, в журнале: 2024-05-03T20.',
      'Выдано бюллетеней, все каналы: указано 40, по каналам выходит 39.',
      'Файла bulletins/20.csv нет.',
      'Названных вами свидетелей, подписавших верхушку из 29 записей: 0; по обещанию журнала нужно 1. Столько нет ни под одной верхушкой.',
    ]);
    expect((await said('ar')).map((detail) => detail.replaceAll(/[\u2068\u2069]/gu, ''))).toEqual([
      'الحقل hour في الملف: noon، وفي السجل: 2024-05-03T20.',
      'البطاقات المسلَّمة، كل القنوات: المذكور 40، ومجموع القنوات 39.',
      'الملف bulletins/20.csv مفقود.',
      'الشهود الذين سمّيتهم ووقّعوا رأسًا من 29 قيدًا: 0؛ والمطلوب بحسب وعد السجل 1. لا رأس عليه هذا العدد.',
    ]);
  });

  it('says in the reader’s language why there is nothing to verify, and lives with an hour that is none', async () => {
    const { page } = await savedPage('lang=ru');
    await page.setInputFiles('[data-choose="zip"]', { name: 'x.zip', mimeType: '', buffer: Buffer.from('no zip') });
    await page.waitForSelector('[data-verdict="nothing"]');
    expect(await texts(page, '.verdict .note')).toEqual(['Это не zip-файл, или он повреждён.']);
    const { files } = smallLog(SIZE);
    files.delete('log/checkpoint');
    await chooseZip(page, files);
    await page.waitForFunction(() => document.querySelectorAll('.verdict .note').length === 2);
    expect((await texts(page, '.verdict .note'))[1]).toBe('Файла log/checkpoint нет: это папка одних выборов?');

    const log = smallLog(SIZE);
    const at = (text: string) => text.replace('\nhour 2024-05-03T20\n', '\nhour 2024-05-03T99\n');
    putLeaves(log.files, log.leaves.with(13, utf8(at(textOf(log.leaves[13]!)))));
    await chooseZip(page, log.files);
    await page.waitForSelector('[data-verdict="wrong"]');
    expect(await texts(page, '[data-problems] .found')).toContain(
      'Этот бюллетень назван по часу 2024-05-03T99, а говорит о состоянии на 2024-05-03T20:00:00+03:00.',
    );
    expect((await texts(page, '[data-problems] b'))[0]).toBe('Бюллетень 13');
    await page.context().close();
  });
});
