/** The time, asked for through a port so that a test can say what it is. */
export interface Clock {
  now(): Date;
}
