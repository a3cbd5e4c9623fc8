import { useLayoutEffect, useRef, useState } from 'react';

/** How wide the place is that a chart is drawn in; 0 until it stands there. */
export function useWidth<Element extends HTMLElement>(): [React.RefObject<Element | null>, number] {
  const ref = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    setWidth(element.clientWidth);
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [ref, width];
}
