export { CosignatureCollector } from './collect.ts';
export { type KeptWitnesses, readWitnesses } from './read-cosignatures.ts';
export {
  type NamedWitness,
  NO_WITNESSES,
  readWitnessList,
  type WitnessList,
  WitnessListError,
} from './witness-list.ts';
export { LogForgottenError, WitnessedHeads } from './witnessed-heads.ts';
