import { type MsgFn, str } from '@lit/localize';
import type { Finding, FindingKind } from '../../bulletin-log/finding.ts';
import { countedIn } from '../counted.ts';

/** How what a finding is about is shown: as finished text of the language, or of a command line. */
export interface ShownValues {
  /** A number to its last digit: two that differ never look alike. */
  number(n: number): string;
  /** An hour as addresses name it, or whatever stands in its place. */
  hour(hour: string): string;
  /** A text as it stands in the files, of any length and content. */
  text(text: string): string;
}

/** A sentence for each kind of finding. Names of files, fields and columns are the same in every language. */
export type FindingWords = { readonly [K in FindingKind]: (finding: Finding<K>) => string };

/** A finding in words. */
export function sayFinding<K extends FindingKind>(words: FindingWords, finding: Finding<K>): string {
  const kind: K = finding.kind;
  return words[kind](finding);
}

/** @param lang whose plural rules choose the forms */
export function findingWords(msg: MsgFn, lang: string, { number, hour, text }: ShownValues): FindingWords {
  const leafForms = countedIn(lang)({
    zero: (n) => msg(str`${n} leaves`, { id: 'finding.leaves.zero' }),
    one: (n) => msg(str`${n} leaf`, { id: 'finding.leaves.one', desc: 'After “a head of”, “the hashes of”' }),
    two: (n) => msg(str`${n} leaves`, { id: 'finding.leaves.two' }),
    few: (n) => msg(str`${n} leaves`, { id: 'finding.leaves.few' }),
    many: (n) => msg(str`${n} leaves`, { id: 'finding.leaves.many' }),
    other: (n) => msg(str`${n} leaves`, { id: 'finding.leaves.other' }),
  });
  const leaves = (n: number) => leafForms(n, number(n));
  const measures = {
    registered: msg('Registered electors', { id: 'finding.registered', desc: 'Before a count, or “of channel X”' }),
    issued: msg('Ballots issued', { id: 'finding.issued', desc: 'Before a count, or “of channel X”' }),
    cast: msg('Ballots cast', { id: 'finding.cast', desc: 'Before a count, or “of channel X”' }),
  };
  const modes = {
    live: msg('live', { id: 'finding.live', desc: 'How an election is counted: not a rehearsal' }),
    rehearsal: msg('rehearsal', { id: 'finding.rehearsal', desc: 'How an election is counted: not live' }),
  };
  const nothing = msg('nothing', { id: 'finding.nothing', desc: 'In the place of a value that a file does not tell' });
  const textOrNothing = (value: string | null) => (value === null ? nothing : text(value));
  const numberOrNothing = (value: number | null) => (value === null ? nothing : number(value));
  /** Which is the last head that enough witnesses have signed, where another is due. */
  const upTo = (reached: number) =>
    reached === 0
      ? msg('No head has so many.', { id: 'finding.noneSoMany', desc: 'Signatures of witnesses' })
      : msg(str`The last with so many is the head of ${leaves(reached)}.`, {
          id: 'finding.lastSoMany',
          desc: 'Signatures of witnesses',
        });

  return {
    'no-checkpoint': () =>
      msg('There is no log/checkpoint: is this the folder of one election?', { id: 'finding.no-checkpoint' }),
    'checkpoint-broken': () =>
      msg('log/checkpoint is not a signed head of a log.', { id: 'finding.checkpoint-broken' }),
    'too-many-leaves': ({ size, most }) =>
      msg(str`log/checkpoint tells of ${leaves(size)}, more than ${number(most)} no log of bulletins has.`, {
        id: 'finding.too-many-leaves',
      }),
    'leaves-missing': ({ path, leaves: n }) =>
      msg(str`${text(path)} is missing or does not hold ${leaves(n)}.`, { id: 'finding.leaves-missing' }),

    'hashes-missing': ({ path, leaves: n }) =>
      msg(str`${text(path)} is missing or does not hold the hashes of ${leaves(n)}.`, { id: 'finding.hashes-missing' }),
    'leaves-not-of-head': ({ size }) =>
      msg(
        str`The head is not made of the ${leaves(size)} here: a leaf was changed, moved or replaced, or the head was.`,
        { id: 'finding.leaves-not-of-head' },
      ),
    'kept-hash-other': () =>
      msg('The hash kept beside this leaf is another; it is the leaf itself that makes up the signed head.', {
        id: 'finding.kept-hash-other',
      }),
    'leaf-changed': () =>
      msg(
        'This leaf was changed: the hashes kept beside the leaves make up the signed head, and this leaf has another.',
        {
          id: 'finding.leaf-changed',
        },
      ),
    'leaf-and-hash-differ': () =>
      msg('This leaf has another hash than the one kept beside it.', { id: 'finding.leaf-and-hash-differ' }),
    'no-leaf': ({ number: n }) => msg(str`Leaf ${number(n)} is not the leaf of a bulletin.`, { id: 'finding.no-leaf' }),
    'out-of-place': ({ number: n, place }) =>
      msg(str`Bulletin ${number(n)} stands in the place of bulletin ${number(place)}.`, { id: 'finding.out-of-place' }),
    'manifest-out-of-place': () =>
      msg('The manifest is the first leaf of a log, and no other is.', { id: 'finding.manifest-out-of-place' }),
    'other-election': ({ election, mode }) =>
      msg(str`This bulletin is of another election or mode: ${text(election)}, ${modes[mode]}.`, {
        id: 'finding.other-election',
        desc: 'An election’s id, then “live” or “rehearsal”',
      }),
    'hour-not-of-instant': ({ hour: named, asOf }) =>
      msg(str`This bulletin is named for the hour ${text(named)} and tells the state at ${text(asOf)}.`, {
        id: 'finding.hour-not-of-instant',
        desc: 'Both as they stand in the file: 2020-06-29T14, 2020-06-29T14:00:00+03:00',
      }),
    'corrects-nothing': () => msg('This correction names no earlier bulletin.', { id: 'finding.corrects-nothing' }),
    'corrects-other-hour': ({ corrects }) =>
      msg(str`This correction is of another hour than bulletin ${number(corrects)}, which it corrects.`, {
        id: 'finding.corrects-other-hour',
      }),
    'hour-twice': ({ hour: named }) =>
      msg(str`The hour ${hour(named)} stands in the log a second time.`, { id: 'finding.hour-twice' }),
    'hour-unaccounted': ({ hour: named }) =>
      msg(str`The hour ${hour(named)} was promised, and there is neither a bulletin nor a notice of it.`, {
        id: 'finding.hour-unaccounted',
      }),

    'file-missing': ({ path }) => msg(str`${text(path)} is missing.`, { id: 'finding.file-missing' }),
    'file-changed': ({ path }) =>
      msg(str`${text(path)} is not the file that was logged.`, { id: 'finding.file-changed' }),
    'no-bulletin': () => msg('The file that was logged is not a bulletin.', { id: 'finding.no-bulletin' }),
    'file-tells-other': ({ field, told, logged }) =>
      msg(str`The file tells ${text(field)} as ${textOrNothing(told)}, the log as ${textOrNothing(logged)}.`, {
        id: 'finding.file-tells-other',
        desc: 'The name of a field in a file, and its value in the file and in the log',
      }),
    'csv-differs': () => msg('The CSV tells other numbers than the JSON.', { id: 'finding.csv-differs' }),
    'zero-counts': () =>
      msg('The bulletin that says that nothing was issued yet counts something.', { id: 'finding.zero-counts' }),
    'sum-of-channels': ({ measure, told, made }) =>
      msg(str`${measures[measure]}, all channels: told as ${number(told)}, the channels make ${number(made)}.`, {
        id: 'finding.sum-of-channels',
      }),
    'sum-of-areas': ({ measure, told, made }) =>
      msg(str`${measures[measure]}, all areas: told as ${number(told)}, the areas make ${number(made)}.`, {
        id: 'finding.sum-of-areas',
      }),
    'sum-of-channel': ({ measure, channel, told, made }) =>
      msg(
        str`${measures[measure]}, channel ${text(channel)}: told as ${number(told)}, its areas make ${number(made)}.`,
        { id: 'finding.sum-of-channel' },
      ),
    'sum-of-area': ({ measure, area, told, made }) =>
      msg(str`${measures[measure]}, area ${text(area)}: told as ${number(told)}, its channels make ${number(made)}.`, {
        id: 'finding.sum-of-area',
      }),
    'told-of-parts-alone': ({ measure }) =>
      msg(str`${measures[measure]}: told of parts and not of the whole.`, { id: 'finding.told-of-parts-alone' }),
    'percentage-of-whole': ({ told, made }) =>
      msg(str`Turnout in percent: told as ${numberOrNothing(told)}, the counts make ${numberOrNothing(made)}.`, {
        id: 'finding.percentage-of-whole',
      }),
    'percentage-of-channel': ({ channel, told, made }) =>
      msg(
        str`Turnout in percent, channel ${text(channel)}: told as ${numberOrNothing(told)}, its counts make ${numberOrNothing(made)}.`,
        { id: 'finding.percentage-of-channel' },
      ),

    'opened-elsewhere': ({ number: n, election }) =>
      msg(str`The opened file is of bulletin ${number(n)} of ${text(election)}, which is not here.`, {
        id: 'finding.opened-elsewhere',
        desc: 'At the end of the first part, an election’s id',
      }),
    'opened-uncommitted': () =>
      msg('This bulletin committed to no file, and one is said to be opened.', { id: 'finding.opened-uncommitted' }),
    'opened-other': () =>
      msg('The opened file is not the one that this bulletin committed to.', { id: 'finding.opened-other' }),
    'opened-columns': ({ columns, expected }) =>
      msg(str`The opened file begins with ${text(columns)}, not with ${text(expected)}.`, {
        id: 'finding.opened-columns',
      }),
    'opened-row-broken': ({ row }) =>
      msg(str`The opened file has a row that is none: ${text(row)}`, { id: 'finding.opened-row-broken' }),
    'opened-sum': ({ level, channel, measure, told, published }) =>
      msg(
        str`${measures[measure]}, channel ${text(channel)}: level ${text(level)} of the opened file makes ${number(told)}, the bulletin published ${number(published)}.`,
        { id: 'finding.opened-sum', desc: 'A level of areas, such as precinct' },
      ),
    'opened-row-unpublished': ({ row }) =>
      msg(str`The opened file has a row that the bulletin did not publish: ${text(row)}`, {
        id: 'finding.opened-row-unpublished',
      }),
    'opened-row-missing': ({ row }) =>
      msg(str`The bulletin published a row that the opened file has not: ${text(row)}`, {
        id: 'finding.opened-row-missing',
      }),

    'no-manifest': () => msg('There is no manifest, so no promise to hold this log to.', { id: 'finding.no-manifest' }),
    'no-key': () => msg('Nothing says with which key this log is signed.', { id: 'finding.no-key' }),
    'head-unsigned': ({ name }) => msg(str`The head is not signed by ${text(name)}.`, { id: 'finding.head-unsigned' }),
    'key-of-other': ({ origin, name }) =>
      msg(str`The head is of the log ${text(origin)}, the key of ${text(name)}.`, { id: 'finding.key-of-other' }),
    'bulletins-of-other': ({ origin, election, mode }) =>
      msg(str`The head is of the log ${text(origin)}, the bulletins of ${text(election)}, ${modes[mode]}.`, {
        id: 'finding.bulletins-of-other',
        desc: 'At the end an election’s id, then “live” or “rehearsal”',
      }),
    'manifest-of-other': ({ origin, named }) =>
      msg(str`The head is of the log ${text(origin)}, the manifest of ${text(named)}.`, {
        id: 'finding.manifest-of-other',
      }),
    'manifest-other-key': () =>
      msg('The manifest names another key than the one you have.', { id: 'finding.manifest-other-key' }),
    'heads-missing': () =>
      msg('log/checkpoints.txt is missing or holds something else than heads.', { id: 'finding.heads-missing' }),
    'earlier-unsigned': ({ size, name }) =>
      msg(str`An earlier head, of ${leaves(size)}, is not signed by ${text(name)}.`, {
        id: 'finding.earlier-unsigned',
      }),
    'earlier-of-other': ({ origin }) =>
      msg(str`A head given out earlier is of another log, ${text(origin)}.`, { id: 'finding.earlier-of-other' }),
    'rolled-back': ({ size, here }) =>
      msg(
        str`A head of ${leaves(size)} was given out, the one here is of ${leaves(here)}: the log was rolled back, or this is an older copy of it.`,
        { id: 'finding.rolled-back' },
      ),
    rewritten: ({ size }) =>
      msg(
        str`A head of ${leaves(size)} that was given out earlier is not the beginning of this log: it was rewritten.`,
        {
          id: 'finding.rewritten',
        },
      ),

    'witness-no-key': ({ text: key }) =>
      msg(str`The manifest names a witness by what is no key: ${text(key)}`, { id: 'finding.witness-no-key' }),
    'keys-file-no-key': ({ text: key }) =>
      msg(str`log/keys.txt holds what is no key: ${text(key)}`, { id: 'finding.keys-file-no-key' }),
    'signed-by-nobody-named': ({ size, name, id }) =>
      msg(str`A head of ${leaves(size)} is signed by ${text(name)} (${text(id)}), whom nobody names.`, {
        id: 'finding.signed-by-nobody-named',
        desc: 'In brackets, a key’s id',
      }),
    'cosignature-false': ({ name }) =>
      msg(str`The signature in the name of the witness ${text(name)} is false.`, { id: 'finding.cosignature-false' }),
    'too-few-promised': ({ due, signed, quorum, reached }) =>
      msg(
        str`Of the witnesses that the log names, ${number(signed)} signed the head of ${leaves(due)}; it promises ${number(quorum)}. ${upTo(reached)}`,
        { id: 'finding.too-few-promised', desc: 'A whole sentence comes last' },
      ),
    'too-few-owed': ({ due, signed, quorum, reached }) =>
      msg(
        str`Of the witnesses that you named, ${number(signed)} signed the head of ${leaves(due)}; by what the log promises, ${number(quorum)} have to. ${upTo(reached)}`,
        { id: 'finding.too-few-owed', desc: 'A whole sentence comes last' },
      ),
    'too-few-asked': ({ due, signed, quorum, reached }) =>
      msg(
        str`Of the witnesses that you named, ${number(signed)} signed the head of ${leaves(due)}; you ask for ${number(quorum)}. ${upTo(reached)}`,
        { id: 'finding.too-few-asked', desc: 'A whole sentence comes last' },
      ),
  };
}
