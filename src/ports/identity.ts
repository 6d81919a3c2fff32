/** Who is at work here. */
export interface Identity {
  /** The author's name as git has it, or null when nothing says who it is. */
  author(): Promise<string | null>;
}
