import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../test/test-database.ts';
import { many } from './database.ts';
import { MIGRATIONS } from './migrate.ts';

describe('the schema', () => {
  it('is migrated completely in an empty database', async () => {
    const database = await freshDatabase();
    const rows = await many<{ number: number }>(database.pool('owner'), 'SELECT number FROM migration ORDER BY number');
    expect(rows.map((row) => row.number)).toEqual(MIGRATIONS.map((migration) => migration.number));
  });
});
