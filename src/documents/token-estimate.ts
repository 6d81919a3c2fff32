import { bytesOf } from './fenced-text.ts';

/** UTF-8 bytes that a token is likely to stand for. */
const bytesOfToken = 4;

/** How many tokens a text is likely to take. */
export const estimatedTokens = (text: string): number => Math.ceil(bytesOf(text) / bytesOfToken);

/** How many bytes of UTF-8 so many tokens are likely to be. */
export const bytesOfTokens = (tokens: number): number => tokens * bytesOfToken;
