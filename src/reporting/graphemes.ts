// Whatever may join its neighbour to one character on the screen: marks, joiners, skin tones, flags, Hangul parts.
const joining = /[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\r]/u;

let segmenter: Intl.Segmenter | undefined;

/**
 * The characters of `text` as a reader sees them. The segmenter costs milliseconds to make, a good part of what a
 * whole `check` may take, and most text does not need it.
 */
export const graphemes = (text: string): readonly string[] => {
  if (!joining.test(text)) return Array.from(text);
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (part) => part.segment);
};
