/** Loads the emoji picker and registers its tag; rejects when it cannot be loaded, and may then be called again. */
export async function loadEmojiPicker(): Promise<void> {
  const { WazoChatEmojiPicker } = await import('../emoji-picker/emoji-picker.js');
  if (!customElements.get('wazo-chat-emoji-picker'))
    customElements.define('wazo-chat-emoji-picker', WazoChatEmojiPicker);
}
