/** Whether tests run with the full counts of the issues (`npm run test:full`) rather than small seeded ones. */
export const fullCounts = process.env.TURNOUT_TEST_COUNTS === 'full';
