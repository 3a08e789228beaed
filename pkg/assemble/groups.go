package assemble

// groups is a union-find over observations, by the keys that they share.
type groups struct {
	parent []int
	byKey  map[string]int
}

func newGroups(size int) *groups {
	g := &groups{parent: make([]int, size), byKey: make(map[string]int, size)}
	for i := range g.parent {
		g.parent[i] = i
	}
	return g
}

func (g *groups) find(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

func (g *groups) join(i int, key string) {
	other, ok := g.byKey[key]
	if !ok {
		g.byKey[key] = i
		return
	}
	a, b := g.find(other), g.find(i)
	g.parent[max(a, b)] = min(a, b)
}
