import clipboard from 'clipboardy';

/** Puts a text on the clipboard of this machine; answers with null, or with why that cannot be done, as one sentence. */
export const toClipboard = async (text: string): Promise<string | null> => {
  try {
    await clipboard.write(text);
    return null;
  } catch (error) {
    const [why = ''] = error instanceof Error ? error.message.split('\n') : [];
    return why === '' ? 'It does not say why.' : why;
  }
};
