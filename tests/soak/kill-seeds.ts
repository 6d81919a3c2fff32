/** Seeds by which a killed run has ever lost, repeated or left something; `npm test` runs them for ever after. */
export const seedsThatFailed: readonly number[] = [1, 2, 3, 7, 9, 10, 11, 20, 24, 41, 124, 340];
