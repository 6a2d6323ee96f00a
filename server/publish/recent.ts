/** The values asked for last, up to a number of them; what is being made is made once for all who ask meanwhile. */
export class Recent<V> {
  readonly #capacity: number;
  readonly #values = new Map<string, Promise<V>>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The value of `key`, made by `make` where it is not at hand; a failure is not remembered. */
  get(key: string, make: () => Promise<V>): Promise<V> {
    const known = this.#values.get(key);
    if (known !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known;
    }
    const making = make();
    this.#values.set(key, making);
    making.catch(() => this.forget(key, making));
    if (this.#values.size > this.#capacity) this.#values.delete(this.#values.keys().next().value!);
    return making;
  }

  forget(key: string, value = this.#values.get(key)): void {
    if (this.#values.get(key) === value) this.#values.delete(key);
  }
}
