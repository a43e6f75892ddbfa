const callbacks = new WeakMap<Element, (isInView: boolean) => void>();
let observer: IntersectionObserver | undefined;

/** Calls back whenever an element comes into view, or goes. One observer for all: a thread has many rows. */
export function watchView(element: Element, callback: (isInView: boolean) => void): void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) callbacks.get(target)?.(isIntersecting);
    },
    // In boxes that scroll, too; not known everywhere, and then it begins at the edge.
    { rootMargin: '200px', scrollMargin: '200px' },
  );
  callbacks.set(element, callback);
  observer.observe(element);
}

export function unwatchView(element: Element): void {
  callbacks.delete(element);
  observer?.unobserve(element);
}
