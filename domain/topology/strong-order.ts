// The order of a graph of dense integers in which a node stands before those its edges lead to, cycles apart: Tarjan's strongly connected
// components (SIAM J. Comput. 1(2), 1972) with a stack of its own, reversed. Members of a cycle stand together. O(nodes + edges), no recursion.

/** Edges in compressed rows: those of node n are `to[start[n]] … to[start[n + 1] - 1]`. */
export interface Rows {
  readonly start: Int32Array;
  readonly to: Int32Array;
}

export interface StrongGroups {
  /** The nodes in order. */
  readonly order: Int32Array;
  /** 1 where the node at that place is the last of its group. */
  readonly ends: Uint8Array;
}

/** The nodes in order. */
export const strongOrder = (nodes: number, rows: Rows): Int32Array => strongGroups(nodes, rows).order;

/** The nodes in order, and where each strongly connected group ends. */
export const strongGroups = (nodes: number, { start, to }: Rows): StrongGroups => {
  const found = new Int32Array(nodes).fill(-1);
  const lowest = new Int32Array(nodes);
  const nextEdge = new Int32Array(nodes);
  const open = new Int32Array(nodes);
  const isOpen = new Uint8Array(nodes);
  const path = new Int32Array(nodes);
  const order = new Int32Array(nodes);
  const ends = new Uint8Array(nodes);
  let [clock, opened, place] = [0, 0, nodes];

  const enter = (node: number): void => {
    found[node] = lowest[node] = clock++;
    nextEdge[node] = start[node] as number;
    open[opened++] = node;
    isOpen[node] = 1;
  };
  for (let root = 0; root < nodes; root++) {
    if (found[root] !== -1) continue;
    let depth = 0;
    path[0] = root;
    enter(root);
    while (depth >= 0) {
      const node = path[depth] as number;
      const edge = nextEdge[node] as number;
      if (edge < (start[node + 1] as number)) {
        nextEdge[node] = edge + 1;
        const next = to[edge] as number;
        if (found[next] === -1) {
          path[++depth] = next;
          enter(next);
        } else if (isOpen[next] === 1) lowest[node] = Math.min(lowest[node] as number, found[next] as number);
        continue;
      }
      if (lowest[node] === found[node]) {
        ends[place - 1] = 1;
        let member: number;
        do {
          member = open[--opened] as number;
          isOpen[member] = 0;
          order[--place] = member;
        } while (member !== node);
      }
      depth--;
      if (depth >= 0) {
        const parent = path[depth] as number;
        lowest[parent] = Math.min(lowest[parent] as number, lowest[node] as number);
      }
    }
  }
  return { order, ends };
};
