export { closeDiscrepancy, type ListedDiscrepancy, listDiscrepancies } from './close-discrepancy.ts';
export { countNew, type NewCounts } from './count-new.ts';
export { type FoundDiscrepancy, judge } from './discrepancies.ts';
export { type ElectionFacts, electionFacts, type VotingHours, votingHours } from './election-facts.ts';
export {
  advanceWatermark,
  type CountingInstant,
  countingInstant,
  inRecovery,
  lockWatermark,
  type Watermark,
} from './watermark.ts';
