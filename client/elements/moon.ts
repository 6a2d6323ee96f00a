/** A crescent on a field of 20 by 20: voting here is over for today. */
export const MOON_PATH = 'M9 1.5a8.5 8.5 0 1 0 9.5 11A7 7 0 0 1 9 1.5Z';
