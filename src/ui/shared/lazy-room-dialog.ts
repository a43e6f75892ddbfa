/** Loads the dialog for new rooms and registers its tags; rejects when it cannot be loaded, and may then be called again. */
export async function loadRoomDialog(): Promise<void> {
  const [{ WazoChatPeoplePicker }, { WazoChatRoomDialog }] = await Promise.all([
    import('../room-dialog/people-picker.js'),
    import('../room-dialog/room-dialog.js'),
  ]);
  define('wazo-chat-people-picker', WazoChatPeoplePicker);
  define('wazo-chat-room-dialog', WazoChatRoomDialog);
}

function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
