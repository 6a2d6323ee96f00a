/**
 * Whole shares of `total` in proportion to the weights, none above its cap: largest remainders, ties to the first. What the
 * caps keep out goes to the others. Adds up to `total`, or to the sum of the caps where that is less.
 *
 * @param weights not negative; where all that could still take are 0, they share evenly
 * @param caps whole numbers, not negative
 */
export function apportion(total: number, weights: readonly number[], caps: readonly number[]): number[] {
  const shares = weights.map(() => 0);
  let left = total;
  while (left > 0) {
    const open: number[] = [];
    for (let index = 0; index < shares.length; index++) if (shares[index]! < caps[index]!) open.push(index);
    if (open.length === 0) break;
    const sum = open.reduce((before, index) => before + weights[index]!, 0);
    const given = left;
    const portions = new Float64Array(weights.length);
    for (const index of open) portions[index] = given * (sum > 0 ? weights[index]! / sum : 1 / open.length);
    for (const index of open) {
      const share = Math.min(Math.floor(portions[index]!), caps[index]! - shares[index]!, left);
      shares[index]! += share;
      left -= share;
    }
    // Only fractions are left once nothing whole could be given: one each, to the largest first.
    if (left === given || left < open.length) {
      const byFraction = open
        .filter((index) => shares[index]! < caps[index]!)
        .sort((a, b) => fraction(portions[b]!) - fraction(portions[a]!) || a - b);
      const weighty = byFraction.filter((index) => weights[index]! > 0);
      const takers = (weighty.length > 0 ? weighty : byFraction).slice(0, left);
      for (const index of takers) shares[index]! += 1;
      left -= takers.length;
    }
  }
  return shares;
}

function fraction(value: number): number {
  return value - Math.floor(value);
}
