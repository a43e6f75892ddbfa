/** Loads something once for all who ask. After a failure, which answers undefined, the next one who asks tries again. */
export function onDemand<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded | undefined> {
  let loading: Promise<Loaded | undefined> | undefined;
  return () =>
    (loading ??= load().catch(() => {
      loading = undefined;
      return undefined;
    }));
}
