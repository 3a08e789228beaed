package assemble

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// pairByProject pairs what has a name in several projects, such as an API key, with what
// is declared in the same one, and returns the rest.
func (c *counterparts) pairByProject(live, declared []*thing) (seen, written []*thing) {
	for _, one := range declared {
		project := c.project(one)
		same := func(other *thing) bool { return project != "" && c.project(other) == project }
		if fitting := filter(live, same); len(fitting) == 1 && len(filter(declared, same)) == 1 {
			c.pair(fitting[0], one)
		}
	}
	left := func(one *thing) bool { return !c.taken[one] }
	return filter(live, left), filter(declared, left)
}

func filter(things []*thing, keep func(*thing) bool) []*thing {
	return slices.DeleteFunc(slices.Clone(things), func(one *thing) bool { return !keep(one) })
}

// apart says whether two things are known to be in different projects.
func (c *counterparts) apart(a, b *thing) bool {
	one, other := c.project(a), c.project(b)
	return one != "" && other != "" && one != other
}

// project is the name of the project that a thing is in, or empty.
func (c *counterparts) project(one *thing) string {
	for _, observation := range one.observations {
		for _, target := range c.graph.targets(observation, join{pointer: "/project_id", to: "pinecone_project"}) {
			if name := snapshot.Text(target.Values, "name"); name != "" {
				return name
			}
		}
	}
	return ""
}
