/** Eight hexadecimal digits that tell texts apart. No secret and no proof: whoever wants two texts to meet can have it. */
export const shortDigest = (text: string): string => {
  // FNV-1a over UTF-16 units, and a last round of mixing.
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 15)) >>> 0).toString(16).padStart(8, '0');
};
