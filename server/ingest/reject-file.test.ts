import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { RejectFile, RejectFileError } from './reject-file.ts';

const refused = {
  line: 8,
  seq: 7,
  field: 'area',
  rule: 'unknown-area',
  detail: 'no area N9 in this election',
} as const;

describe('a list of refused lines that cannot be written', () => {
  it('because its folder is not there ends the import with the reason, not the process', async () => {
    const rejects = new RejectFile(join(await temporaryFolder('turnout-rejects-'), 'gone', 'votes.rejects.csv'));
    rejects.add(refused);
    await expect(rejects.end()).rejects.toThrow(/votes\.rejects\.csv, .* cannot be written: ENOENT/u);
    expect(() => rejects.add(refused)).toThrow(RejectFileError);
  });

  it('because the disk is full, likewise', async () => {
    const path = join(await temporaryFolder('turnout-rejects-'), 'votes.rejects.csv');
    await symlink('/dev/full', path);
    const rejects = new RejectFile(path);
    rejects.add(refused);
    await expect(rejects.end()).rejects.toThrow(/cannot be written: ENOSPC/u);
    await expect(rejects.end()).rejects.toThrow(RejectFileError);
  });
});
