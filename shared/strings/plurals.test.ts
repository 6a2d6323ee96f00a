import { describe, expect, it } from 'vitest';
import { msgIn, type Strings, sayWith } from '../strings.ts';
import type { Counted } from './counted.ts';
import { templates as ar } from './locales/ar.ts';
import { templates as ru } from './locales/ru.ts';

const NUMBERS = [1, 2, 5, 11, 21, 101];

/** Every counted text as it is said of each number; coverage is told of as many counts as there are. */
function said(strings: Strings): Record<string, string[]> {
  const { issued, registered, merged, lateRows, corrections, complete, silentSources, alike, onMap, coverage } =
    strings;
  const { bulletinIssued } = strings;
  const counted: Readonly<Record<string, Counted>> = {
    issued,
    bulletinIssued,
    registered,
    merged,
    lateRows,
    corrections,
    complete,
    silentSources,
    alike,
    onMap,
    coverage: (n, shown) => coverage('1', n, shown, '40%'),
  };
  return Object.fromEntries(
    Object.entries(counted).map(([name, text]) => [name, NUMBERS.map((n) => text(n, String(n)))]),
  );
}

describe('what is counted', () => {
  it('has its number’s form in English', () => {
    expect(said(sayWith(msgIn(undefined), 'en'))).toMatchObject({
      issued: ['ballot issued', ...Array<string>(5).fill('ballots issued')],
      bulletinIssued: [
        '1 ballot had been issued',
        '2 ballots had been issued',
        '5 ballots had been issued',
        '11 ballots had been issued',
        '21 ballots had been issued',
        '101 ballots had been issued',
      ],
      merged: [
        'covers 1 minute',
        'covers 2 minutes',
        'covers 5 minutes',
        'covers 11 minutes',
        'covers 21 minutes',
        'covers 101 minutes',
      ],
      silentSources: [
        '1 source silent',
        '2 sources silent',
        '5 sources silent',
        '11 sources silent',
        '21 sources silent',
        '101 sources silent',
      ],
    });
  });

  it('has its number’s form in Russian: 1, 21, 101; 2; 5, 11', () => {
    expect(said(sayWith(msgIn(ru), 'ru'))).toMatchInlineSnapshot(`
      {
        "alike": [
          "1 территория",
          "2 территории",
          "5 территорий",
          "11 территорий",
          "21 территория",
          "101 территория",
        ],
        "bulletinIssued": [
          "выдан 1 бюллетень",
          "выдано 2 бюллетеня",
          "выдано 5 бюллетеней",
          "выдано 11 бюллетеней",
          "выдан 21 бюллетень",
          "выдан 101 бюллетень",
        ],
        "complete": [
          "Учтён 1 участковый счёт, это все",
          "Учтены все 2 участковых счёта",
          "Учтены все 5 участковых счетов",
          "Учтены все 11 участковых счетов",
          "Учтён 21 участковый счёт, это все",
          "Учтён 101 участковый счёт, это все",
        ],
        "corrections": [
          "1 исправление в этом подсчёте",
          "2 исправления в этом подсчёте",
          "5 исправлений в этом подсчёте",
          "11 исправлений в этом подсчёте",
          "21 исправление в этом подсчёте",
          "101 исправление в этом подсчёте",
        ],
        "coverage": [
          "Учтены 1 из 1 участкового счёта, в них 40% списка",
          "Учтены 1 из 2 участковых счетов, в них 40% списка",
          "Учтены 1 из 5 участковых счетов, в них 40% списка",
          "Учтены 1 из 11 участковых счетов, в них 40% списка",
          "Учтены 1 из 21 участкового счёта, в них 40% списка",
          "Учтены 1 из 101 участкового счёта, в них 40% списка",
        ],
        "issued": [
          "бюллетень выдан",
          "бюллетеня выдано",
          "бюллетеней выдано",
          "бюллетеней выдано",
          "бюллетень выдан",
          "бюллетень выдан",
        ],
        "lateRows": [
          "учтена 1 поздняя запись",
          "учтены 2 поздние записи",
          "учтено 5 поздних записей",
          "учтено 11 поздних записей",
          "учтена 21 поздняя запись",
          "учтена 101 поздняя запись",
        ],
        "merged": [
          "за 1 минуту",
          "за 2 минуты",
          "за 5 минут",
          "за 11 минут",
          "за 21 минуту",
          "за 101 минуту",
        ],
        "onMap": [
          "На карте 1 территория",
          "На карте 2 территории",
          "На карте 5 территорий",
          "На карте 11 территорий",
          "На карте 21 территория",
          "На карте 101 территория",
        ],
        "registered": [
          "в списках",
          "в списках",
          "в списках",
          "в списках",
          "в списках",
          "в списках",
        ],
        "silentSources": [
          "1 источник молчит",
          "2 источника молчат",
          "5 источников молчат",
          "11 источников молчат",
          "21 источник молчит",
          "101 источник молчит",
        ],
      }
    `);
  });

  it('has its number’s form in Arabic: 1; 2; 5; 11, 21; 101', () => {
    expect(said(sayWith(msgIn(ar), 'ar'))).toMatchInlineSnapshot(`
      {
        "alike": [
          "دائرة واحدة (1)",
          "دائرتان (2)",
          "5 دوائر",
          "11 دائرة",
          "21 دائرة",
          "101 دائرة",
        ],
        "bulletinIssued": [
          "بطاقة واحدة (1) مسلَّمة",
          "بطاقتان (2) مسلَّمتان",
          "5 بطاقات مسلَّمة",
          "11 بطاقة مسلَّمة",
          "21 بطاقة مسلَّمة",
          "101 بطاقة مسلَّمة",
        ],
        "complete": [
          "وصل المحضر الوحيد (1)",
          "وصل المحضران كلاهما (2)",
          "وصلت المحاضر كلها، وعددها 5",
          "وصلت المحاضر كلها، وعددها 11",
          "وصلت المحاضر كلها، وعددها 21",
          "وصلت المحاضر كلها، وعددها 101",
        ],
        "corrections": [
          "تصحيح واحد (1) في هذا العدّ",
          "تصحيحان (2) في هذا العدّ",
          "5 تصحيحات في هذا العدّ",
          "11 تصحيحًا في هذا العدّ",
          "21 تصحيحًا في هذا العدّ",
          "101 تصحيح في هذا العدّ",
        ],
        "coverage": [
          "وصل 1 من محضر واحد (1)، ويشمل 40% من السجل",
          "وصل 1 من محضرين (2)، ويشمل 40% من السجل",
          "وصل 1 من 5 محاضر، وتشمل 40% من السجل",
          "وصل 1 من 11 محضرًا، وتشمل 40% من السجل",
          "وصل 1 من 21 محضرًا، وتشمل 40% من السجل",
          "وصل 1 من 101 محضر، وتشمل 40% من السجل",
        ],
        "issued": [
          "بطاقة مسلَّمة",
          "بطاقتان مسلَّمتان",
          "بطاقات مسلَّمة",
          "بطاقة مسلَّمة",
          "بطاقة مسلَّمة",
          "بطاقة مسلَّمة",
        ],
        "lateRows": [
          "احتُسب قيد متأخر واحد (1)",
          "احتُسب قيدان متأخران (2)",
          "احتُسبت 5 قيود متأخرة",
          "احتُسب 11 قيدًا متأخرًا",
          "احتُسب 21 قيدًا متأخرًا",
          "احتُسب 101 قيد متأخر",
        ],
        "merged": [
          "تغطي دقيقة واحدة (1)",
          "تغطي دقيقتين (2)",
          "تغطي 5 دقائق",
          "تغطي 11 دقيقة",
          "تغطي 21 دقيقة",
          "تغطي 101 دقيقة",
        ],
        "onMap": [
          "دائرة واحدة (1) على الخريطة",
          "دائرتان (2) على الخريطة",
          "5 دوائر على الخريطة",
          "11 دائرة على الخريطة",
          "21 دائرة على الخريطة",
          "101 دائرة على الخريطة",
        ],
        "registered": [
          "ناخب مسجَّل",
          "ناخبان مسجَّلان",
          "ناخبين مسجَّلين",
          "ناخبًا مسجَّلًا",
          "ناخبًا مسجَّلًا",
          "ناخب مسجَّل",
        ],
        "silentSources": [
          "مصدر واحد (1) صامت",
          "مصدران (2) صامتان",
          "5 مصادر صامتة",
          "11 مصدرًا صامتًا",
          "21 مصدرًا صامتًا",
          "101 مصدر صامت",
        ],
      }
    `);
  });

  it('is told here without exception', () => {
    const counted = Object.keys(ru).filter((id) => id.endsWith('.few'));
    expect(counted.map((id) => id.slice(0, -'.few'.length)).sort()).toEqual(
      Object.keys(said(sayWith(msgIn(ru), 'ru'))).sort(),
    );
  });

  it('has a form for none at all', () => {
    expect(sayWith(msgIn(ru), 'ru').silentSources(0, '0')).toBe('0 источников молчат');
    expect(sayWith(msgIn(ar), 'ar').silentSources(0, '0')).toBe('0 مصدر صامت');
  });
});
