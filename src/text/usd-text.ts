/** Dollars: to the cent, and to a hundredth of one below ten cents. */
export const usdText = (usd: number): string => `$${usd.toFixed(usd >= 0.1 || usd === 0 ? 2 : 4)}`;
