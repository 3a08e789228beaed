package assemble

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// homes know which project an index belongs to, where that can be told.
type homes struct {
	graph *graph
	// same has the key of the declaration for live observations that have one.
	same     map[*snapshot.Observation]string
	projects []declaredProject
	// declared are the projects that declare an index, by the index's name.
	declared map[string][]declaredProject
	// scopes are the root modules that make an index, by its name.
	scopes map[string]map[string]bool
	// tagged are those that have one of an environment, by its name and the environment.
	tagged map[[2]string]map[string]bool
	twins  twins
}

func newHomes(observations []*snapshot.Observation, graph *graph) *homes {
	h := &homes{
		graph:    graph,
		declared: map[string][]declaredProject{},
		scopes:   map[string]map[string]bool{},
		tagged:   map[[2]string]map[string]bool{},
		twins:    twins{},
	}
	h.projects = declaredProjects(observations)
	for _, observation := range observations {
		name := snapshot.Text(observation.Values, "name")
		switch {
		case observation.Type != "pinecone_index":
		case makes(observation):
			environment := [2]string{name, tagEnvironment(observation.Values)}
			h.scopes[name] = with(h.scopes[name], scope(observation))
			h.tagged[environment] = with(h.tagged[environment], scope(observation))
		case isCode(observation.Source):
		default:
			if project := h.project(snapshot.Text(observation.Values, "project")); !slices.Contains(h.declared[name], project) {
				h.declared[name] = append(h.declared[name], project)
			}
		}
	}
	for _, kind := range []string{"pinecone_project", "pinecone_index", "aws_s3_bucket"} { // an index's has its project's
		h.twins.add(observations, kind, h.uniqueName)
	}
	return h
}

func with(set map[string]bool, one string) map[string]bool {
	if set == nil {
		set = map[string]bool{}
	}
	set[one] = true
	return set
}

// home is the project that an index belongs to, as [homes.homeOf] calls it, or empty.
func (h *homes) home(index *snapshot.Observation) string {
	if !isCode(index.Source) {
		return h.projectName(snapshot.Text(index.Values, "project"))
	}
	if name := h.byProvider(index); name != "" {
		return name
	}
	return h.byName(index)
}

// byName is the project whose declaration has an index of that name. Where several root
// modules have one, or several projects declare one, the environment has to tell which is
// which: it does not where several root modules have the name in the same one. The same
// holds for a root module that has the name in several environments.
func (h *homes) byName(index *snapshot.Observation) string {
	name, environment := snapshot.Text(index.Values, "name"), tagEnvironment(index.Values)
	declared := h.declared[name]
	alone := len(h.scopes[name]) <= 1 && !h.divided(name)
	rivals := len(declared) > 1 && len(h.tagged[[2]string{name, environment}]) > 1
	var fitting []string
	for _, candidate := range declared {
		certain := environment != "" && environment == candidate.environment && !rivals
		if (alone && (len(declared) == 1 || agrees(environment, candidate.environment))) || certain {
			fitting = append(fitting, candidate.name)
		}
	}
	if fitting = slices.Compact(fitting); len(fitting) == 1 {
		return fitting[0]
	}
	if len(declared) == 0 && len(h.projects) == 1 && h.mayHave(h.projects[0], index, name, environment) {
		return h.projects[0].name
	}
	return ""
}

// mayHave says whether an index that nobody declares is taken for one of the only project. Of
// several that have the name one at most is in it. All are held to what it demands, and none is
// excused by where it runs.
func (h *homes) mayHave(project declaredProject, index *snapshot.Observation, name, environment string) bool {
	alone := len(h.scopes[name]) <= 1 || project.environment == "" || project.environment == "production"
	return agrees(environment, project.environment) && (alone || environment != "") &&
		(project.environment != "" || !h.opposed(index))
}

// opposed says whether another root module has an index of another environment, which would
// be in the only project by the same right.
func (h *homes) opposed(index *snapshot.Observation) bool {
	own := tagEnvironment(index.Values)
	for tagged, scopes := range h.tagged {
		if agrees(own, tagged[1]) {
			continue
		}
		if len(scopes) > 1 || !scopes[scope(index)] {
			return true
		}
	}
	return false
}

// divided says whether indexes of a name are tagged with more than one environment.
func (h *homes) divided(name string) bool {
	found := 0
	for _, each := range []string{"production", "staging", "development", "test"} {
		if len(h.tagged[[2]string{name, each}]) > 0 {
			found++
		}
	}
	return found > 1
}

// agrees says whether two environments can be the same one.
func agrees(a, b string) bool { return a == "" || b == "" || a == b }

// byProvider follows the provider's API key to the project that the key belongs to.
func (h *homes) byProvider(index *snapshot.Observation) string {
	for _, key := range h.graph.targets(index, join{pointer: "/provider_api_key", to: "pinecone_api_key"}) {
		for _, project := range h.graph.targets(key, join{pointer: "/project_id", to: "pinecone_project"}) {
			if home := h.homeOf(project); home != "" {
				return home
			}
		}
	}
	return ""
}

// homeOf is what a project is called as the home of its indexes: its name, or where it stands if
// several declarations have that name. It is empty where the name is not known.
func (h *homes) homeOf(project *snapshot.Observation) string {
	name := snapshot.Text(project.Values, "name")
	if h.twins.has(project, name) {
		return pathOf(project)
	}
	return name
}

// keys are an observation's identities; observations of a type that share one are of one
// thing.
func (h *homes) keys(observation *snapshot.Observation) []string {
	keys := []string{addressKey(observation)}
	if same := h.same[observation]; same != "" {
		keys = append(keys, same)
	}
	add := func(attribute string) {
		if value := snapshot.Text(observation.Values, attribute); value != "" {
			keys = append(keys, value)
		}
	}
	switch observation.Type {
	case "pinecone_organization":
		return []string{"the organization"}
	case "pinecone_project":
		add("id")
	case "pinecone_user":
		add("id")
		add("email")
	case "pinecone_audit_event", // a copy of the logs has it as well as the bucket
		"pinecone_api_key", "pinecone_service_account", "pinecone_invite", "pinecone_role_binding":
		add("id")
	case "aws_iam_role", "aws_iam_policy", "aws_kms_key":
		add("arn")
	case "aws_vpc_endpoint", "aws_vpc", "aws_subnet", "aws_security_group":
		add("id")
	case "aws_route53_zone":
		add("zone_id")
	}
	if name := h.uniqueName(observation); name != "" && !h.twins.has(observation, name) {
		keys = append(keys, name)
	}
	return keys
}

// place is the project of an index, or else the root module that it stands in.
func (h *homes) place(index *snapshot.Observation) string {
	if project := h.home(index); project != "" {
		return project
	}
	if isLive(index) {
		return "default" // all that the one key shows whose project nobody named
	}
	return scope(index)
}
