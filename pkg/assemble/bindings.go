package assemble

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// bindings pairs the role bindings that are declared with those that the service shows. They
// have no name: whose role it is, and of what, is all there is.
func (c *counterparts) bindings(observations []*snapshot.Observation) {
	live := map[string]*thing{}
	for _, o := range observations {
		if o.Type == "pinecone_role_binding" && isLive(o) {
			live[c.binding(o)] = c.of[o]
		}
	}
	for _, o := range observations {
		if o.Type != "pinecone_role_binding" || !isCode(o.Source) || dataSource().MatchString(o.Address) {
			continue
		}
		if seen := live[c.binding(o)]; seen != nil {
			c.pair(seen, c.of[o])
		}
	}
}

// binding is what tells one from another. An organization has no id in Terraform.
func (c *counterparts) binding(o *snapshot.Observation) string {
	kind := snapshot.Text(o.Values, "resource_type")
	about := ""
	if kind != "organization" {
		about = c.id(o, "/resource_id", "pinecone_project")
	}
	who := c.id(o, "/principal_id", "pinecone_service_account", "pinecone_api_key", "pinecone_user")
	role, principal := snapshot.Text(o.Values, "role"), snapshot.Text(o.Values, "principal_type")
	return strings.Join([]string{role, kind, about, principal, who}, "\x00")
}

// id is the id at a pointer, or that of what it refers to, where a service shows it.
func (c *counterparts) id(o *snapshot.Observation, pointer string, kinds ...string) string {
	if value, ok := snapshot.Lookup(o.Values, pointer); ok && value != nil {
		text, _ := value.(string)
		return text
	}
	for _, kind := range kinds {
		for _, target := range c.graph.targets(o, join{pointer: pointer, to: kind}) {
			if id := c.idOf(target); id != "" {
				return id
			}
		}
	}
	return o.Source + " " + o.Address // nobody else's
}

// idOf is the id of a declared thing, by its state or by what the service shows of it.
func (c *counterparts) idOf(declared *snapshot.Observation) string {
	if id := snapshot.Text(declared.Values, "id"); id != "" {
		return id
	}
	if seen := c.seen[c.of[declared]]; seen != nil {
		return snapshot.Text(seen.observations[0].Values, "id")
	}
	for _, same := range c.graph.byValue[declared.Type+"\x00"+snapshot.Text(declared.Values, "name")] {
		if isLive(same) && declared.Type == "pinecone_project" { // of whose names each is one project's
			return snapshot.Text(same.Values, "id")
		}
	}
	return ""
}
