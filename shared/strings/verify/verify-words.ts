import { type MsgFn, str } from '@lit/localize';

/** Words of the page that verifies the log of the bulletins: all it says, and no other page says any of it. */
export function verifyWords(msg: MsgFn) {
  return {
    title: msg('Check the bulletins', { id: 'verify.title', desc: 'Head of the page that verifies the log' }),
    lead: msg(
      'Every frozen hour of the turnout is a leaf of a signed log. This page shows on your own device whether the log is whole and agrees with itself and, where you kept a head of it, that nothing before that was changed since. It sends nothing to anybody, and works saved to disk with the network cut.',
      { id: 'verify.lead' },
    ),
    saved: msg('A log that you have saved', { id: 'verify.saved', desc: 'Head of a section' }),
    drop: msg('Drop the log here: its folder, or log.zip as it was downloaded', { id: 'verify.drop' }),
    chooseFolder: msg('Choose the folder', { id: 'verify.chooseFolder', desc: 'A button' }),
    chooseZip: msg('Choose log.zip', { id: 'verify.chooseZip', desc: 'A button' }),
    served: msg('The log of this server', { id: 'verify.served', desc: 'Head of a section' }),
    check: (election: string) => msg(str`Check: ${election}`, { id: 'verify.check', desc: 'A button' }),
    takeLog: msg('Download the log (log.zip)', { id: 'verify.takeLog' }),
    takePage: msg('Download this page', { id: 'verify.takePage' }),
    elsewhere: msg('What you have from elsewhere', { id: 'verify.elsewhere', desc: 'Head of a section' }),
    elsewhereNote: msg(
      'A head of the log that you kept, or that was printed or read out to you, shows whether the log was rewritten since. Keys had from elsewhere, of the log and of its witnesses, show who signs it. Either may be left empty.',
      { id: 'verify.elsewhereNote' },
    ),
    since: msg('An earlier head: the text of a checkpoint or of checkpoints.txt', { id: 'verify.since' }),
    sinceFile: msg('or the file', { id: 'verify.sinceFile', desc: 'Beside a field for text: a chooser of a file' }),
    key: msg('Keys of the log and of witnesses, a line each: name+id+base64', { id: 'verify.key' }),
    noHead: msg('This text is no signed head of a log. Nothing was checked.', { id: 'verify.noHead' }),
    noKey: msg('This text is no key of a log. Nothing was checked.', { id: 'verify.noKey' }),
    reading: msg('Reading the files', { id: 'verify.reading' }),
    progress: (done: string, of: string) => msg(str`Bulletin ${done} of ${of}`, { id: 'verify.progress' }),
    whole: msg('This log is whole and agrees with itself', { id: 'verify.whole', desc: 'The good verdict' }),
    wholeSince: msg('This log is whole, and nothing before the head you kept was changed', {
      id: 'verify.wholeSince',
      desc: 'The good verdict where the reader brought an earlier head',
    }),
    wrong: msg('This log is not as it should be', { id: 'verify.wrong', desc: 'The bad verdict' }),
    differences: (n: string) => msg(str`Differences found: ${n}`, { id: 'verify.differences' }),
    noLog: msg('There is nothing here that could be checked', { id: 'verify.noLog', desc: 'The third verdict' }),
    noLogNote: msg('A folder or a zip of one election’s log is needed, with the file log/checkpoint in it.', {
      id: 'verify.noLogNote',
    }),
    unreachable: msg('The log could not be read', { id: 'verify.unreachable' }),
    unreadable: {
      zip: msg('This is no zip file, or it is damaged.', { id: 'verify.unreadable.zip' }),
      file: (path: string, error: string) =>
        msg(str`The browser cannot read the file ${path} (${error}).`, {
          id: 'verify.unreadable.file',
          desc: 'In brackets, the browser’s own name for what happened, such as NotReadableError',
        }),
      noAnswer: (address: string) =>
        msg(str`There is no answer from ${address}.`, { id: 'verify.unreadable.noAnswer' }),
      answer: (address: string, status: string) =>
        msg(str`${address} answers ${status} in the place of the log.`, {
          id: 'verify.unreadable.answer',
          desc: 'An address and the number of an HTTP error',
        }),
      failed: (error: string) =>
        msg(str`This page itself failed: ${error}`, {
          id: 'verify.unreadable.failed',
          desc: 'At the end, what the browser says of the error',
        }),
    },
    rehearsal: msg('Rehearsal', {
      id: 'verify.rehearsal',
      desc: 'Written across the page where the numbers are simulated',
    }),
    simulated: msg('This is a rehearsal: its numbers are no election result.', { id: 'verify.simulated' }),
    proved: msg('What was proved', { id: 'verify.proved', desc: 'Head of a list' }),
    election: msg('Election', { id: 'verify.election', desc: 'Before the name of one' }),
    origin: msg('Log', { id: 'verify.origin', desc: 'Before the name of the log' }),
    signed: msg('Head signed with', { id: 'verify.signed' }),
    signedByYours: msg('the key that you gave', { id: 'verify.signedByYours', desc: 'After “Head signed with”' }),
    signedByOwn: msg('the key that the log’s own manifest names', { id: 'verify.signedByOwn' }),
    witnesses: msg('Witnesses who signed it', { id: 'verify.witnesses' }),
    witnessesOf: (found: string, promised: string) =>
      msg(str`${found} of ${promised} promised`, { id: 'verify.witnessesOf' }),
    noWitnesses: msg('none are promised', { id: 'verify.noWitnesses', desc: 'Of witnesses' }),
    leaves: msg('Leaves that make up the signed root', { id: 'verify.leaves' }),
    files: msg('Files that are, byte for byte, those logged', { id: 'verify.files' }),
    sums: msg('Sums and percentages done again', { id: 'verify.sums' }),
    hours: msg('Promised hours so far', { id: 'verify.hours' }),
    hoursOf: (promised: string, counted: string, explained: string) =>
      msg(str`${promised}: ${counted} counted, ${explained} explained by a notice`, { id: 'verify.hoursOf' }),
    corrections: msg('Corrections, each beside what it corrects', { id: 'verify.corrections' }),
    heads: msg('Earlier heads that this log goes on from', { id: 'verify.heads' }),
    headsYours: (n: string) => msg(str`${n}, yours among them`, { id: 'verify.headsYours' }),
    root: msg('Root', { id: 'verify.root', desc: 'The fingerprint of the whole log' }),
    keep: msg('Keep this head', { id: 'verify.keep', desc: 'Head of a section with a text to copy' }),
    keepNote: msg(
      'Whoever has it can prove later that nothing before it was rewritten. Save it, send it to somebody, or print this page.',
      { id: 'verify.keepNote' },
    ),
    limits: msg('What this cannot show', { id: 'verify.limits', desc: 'Head of a list' }),
    notTrue: msg('That the numbers are true: only that they are what this log says.', {
      id: 'verify.notTrue',
    }),
    notFirst: msg(
      'That it is the log that was published earlier: whoever has the key can write a whole new one. A head that you kept from then shows it.',
      { id: 'verify.notFirst' },
    ),
    notSame: msg(
      'That everybody was given the same log. Compare the root with somebody else’s, or check again with the head you keep.',
      { id: 'verify.notSame' },
    ),
    notWhose: msg('Whose key it is. Compare it with the one that the election authority has made known elsewhere.', {
      id: 'verify.notWhose',
    }),
    notLater: msg('What comes after the last bulletin.', { id: 'verify.notLater' }),
    bulletin: (number: string) =>
      msg(str`bulletin ${number}`, { id: 'verify.bulletin', desc: 'After an hour: 29 June 2020, 14:00 · bulletin 77' }),
    wholeLog: msg('The log as a whole', { id: 'verify.wholeLog', desc: 'In the place of an hour' }),
    more: (n: string) => msg(str`and ${n} more`, { id: 'verify.more', desc: 'At the end of a list' }),
    faults: {
      missing: msg('A file is missing or cannot be read.', { id: 'verify.faults.missing' }),
      signature: msg('A signature or a name is not that of this log.', { id: 'verify.faults.signature' }),
      witness: msg('The signature of a witness is missing or false.', { id: 'verify.faults.witness' }),
      tree: msg('The leaves do not make up the head, as when one was changed, moved or replaced.', {
        id: 'verify.faults.tree',
      }),
      leaf: msg('A leaf of the log is not what its place says.', { id: 'verify.faults.leaf' }),
      file: msg('A file is not the one that was logged, or says other than its leaf.', { id: 'verify.faults.file' }),
      totals: msg('The numbers do not add up, or two files tell different ones.', { id: 'verify.faults.totals' }),
      hour: msg('A promised hour has neither a bulletin nor a notice, or an hour stands twice.', {
        id: 'verify.faults.hour',
      }),
      correction: msg('A correction corrects no earlier bulletin.', { id: 'verify.faults.correction' }),
      history: msg('A head given out earlier is no beginning of this log, as when it was rewritten or rolled back.', {
        id: 'verify.faults.history',
      }),
    },
  };
}

export type VerifyStrings = ReturnType<typeof verifyWords>;
