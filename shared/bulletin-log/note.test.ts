import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../server/bulletin-log/node-crypto.ts';
import { base64Of, utf8 } from './bytes.ts';
import { checkpointText, cosignature, cosignedText, readCheckpoint, witnessedAt } from './checkpoint.ts';
import {
  isSignedBy,
  keyText,
  LOG_KEY,
  noteKey,
  readKey,
  readNote,
  signatureLine,
  signedNote,
  WITNESS_KEY,
} from './note.ts';
import { leafHash, MerkleTree } from './tree.ts';

// A published checkpoint of two leaves, its log's key and a witness's: written by another program than this one.
const LOG = 'turnout.example.org/demo+8282b2cb+AV8+z9sPMkeN55HCMdIAJ+Vrf3vd40GgTTz7zi5YrZfS';
const WITNESS = 'observer.example/w1+10e05343+BHGwetIcQlxJFuXJVmyK8HbI77N9Q/7nwkP2m+BBcPb9';
const CHECKPOINT = `turnout.example.org/demo
2
uNW080sibx+1dgVFrMAcbSevLNU7LRzsr3caaEYVW5E=

— turnout.example.org/demo goKyy49vuREa5nHZqmQp7/Ix7rrthRVSmcy/PSoXRz+h0wASxqM7XYFc9lW9Eg9f38TLtHLDuBI1FOpSfAZx6qFMFQo=
— observer.example/w1 EOBTQwAAAABrAq+KOufSqc8cLcC7N5EUirJH7gph0GIYAMbxxIaZc/Aaah2Oa9Ff/JPzjGOWxa2Og/HFp1NwveCVGsv5Vbdd2bwABA==
`;
const LEAF_0_HASH = 'bDAQ0euZrQ8S6ZawC5Cb0SgW9uAtzYG/71HLC6vNFG4=';
const LEAF_1 = `turnout-snapshot/v1
election demo
mode TEST
seq 1
kind hourly
as-of 2026-11-22T09:00:00Z
file snapshots/000001.csv
bytes 154
sha256 5bef4d1fd13c3e77f355e226cbd1791c6691db1f2ad6286c4229269d355730bd
sealed 26e2f2d4a7043cf12f51ef7eed71ac5b7fc9c6d70c4194f2da5d9ac5750472c5
events 63
db-snapshot 900:905:901,903
corrects -
`;

const log = readKey(nodeCrypto, LOG)!;
const witness = readKey(nodeCrypto, WITNESS)!;
const note = readNote(CHECKPOINT)!;

describe('a signed checkpoint of the reference', () => {
  it('is signed by its log and by its witness', () => {
    expect(isSignedBy(nodeCrypto, note, log)).toBe(true);
    // 0x6b02af8a seconds after 1970.
    expect(witnessedAt(nodeCrypto, note, witness)).toBe(0x6b02af8a);
  });

  it('has the root of its two leaves', () => {
    const leaf1 = leafHash(nodeCrypto, utf8(LEAF_1));
    expect(base64Of(leaf1)).toBe('Dcol5JKYrlmx7YzRuCr6Pm6u4vIL9Q/V5dmQcqlZF3g=');
    const tree = new MerkleTree(nodeCrypto, [Buffer.from(LEAF_0_HASH, 'base64'), leaf1]);
    expect(readCheckpoint(note)).toEqual({ origin: 'turnout.example.org/demo', size: 2, root: tree.root() });
    expect(checkpointText(readCheckpoint(note)!)).toBe(note.text);
  });

  it('verifies no longer when one letter of its text is another', () => {
    for (let i = 0; i < note.text.length; i++) {
      const text = note.text.slice(0, i) + String.fromCharCode(note.text.charCodeAt(i) ^ 1) + note.text.slice(i + 1);
      expect(isSignedBy(nodeCrypto, { ...note, text }, log)).toBe(false);
      expect(witnessedAt(nodeCrypto, { ...note, text }, witness)).toBeNull();
    }
  });

  it('is not read where its form is broken', () => {
    for (const broken of [
      CHECKPOINT.slice(0, -1),
      CHECKPOINT.replace('— turnout', '- turnout'),
      CHECKPOINT.replace('goKy', 'goK*'),
      CHECKPOINT.replace('\n\n', '\n'),
      '',
    ]) {
      expect(readNote(broken)).toBeNull();
    }
    for (const text of [
      '',
      'name\n02\nAAAA\n',
      'name\n2\nAAAA\n',
      '\n2\nuNW080sibx+1dgVFrMAcbSevLNU7LRzsr3caaEYVW5E=\n',
    ]) {
      expect(readCheckpoint({ text })).toBeNull();
    }
  });
});

describe('keys', () => {
  it('say their own id, and a text with another is none', () => {
    expect(keyText(log)).toBe(LOG);
    expect(keyText(witness)).toBe(WITNESS);
    expect(readKey(nodeCrypto, LOG.replace('8282b2cb', '8282b2cc'))).toBeNull();
    expect(readKey(nodeCrypto, LOG.replace('demo+', 'dem0+'))).toBeNull();
    expect(readKey(nodeCrypto, 'nonsense')).toBeNull();
  });

  it("sign a note that openssl verifies too, and a witness's line says its time", () => {
    const pair = generateKeyPairSync('ed25519');
    const raw = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    const text = 'turnout.example/mine\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
    const key = noteKey(nodeCrypto, 'turnout.example/mine', LOG_KEY, raw);
    const signature = sign(null, utf8(text), pair.privateKey);
    const observer = noteKey(nodeCrypto, 'observer.example/w', WITNESS_KEY, raw);
    const seen = cosignature(1_800_000_000, sign(null, utf8(cosignedText(text, 1_800_000_000)), pair.privateKey));
    const read = readNote(signedNote(text, [signatureLine(key, signature), signatureLine(observer, seen)]))!;
    expect(isSignedBy(nodeCrypto, read, key)).toBe(true);
    expect(witnessedAt(nodeCrypto, read, observer)).toBe(1_800_000_000);

    const folder = mkdtempSync(join(tmpdir(), 'turnout-note-'));
    try {
      writeFileSync(join(folder, 'key.pem'), pair.publicKey.export({ format: 'pem', type: 'spki' }));
      writeFileSync(join(folder, 'text'), read.text);
      writeFileSync(join(folder, 'signature'), read.signatures[0]!.signature);
      const options = [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-inkey',
        'key.pem',
        '-rawin',
        '-in',
        'text',
        '-sigfile',
        'signature',
      ];
      expect(execFileSync('openssl', options, { cwd: folder, encoding: 'utf8' })).toContain('Verified Successfully');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
