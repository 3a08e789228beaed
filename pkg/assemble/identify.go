package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// identify groups observations of one thing and merges each group. It returns the
// resources and, for each observation, its resource.
//
// Identity is what the platform says: an ARN or id, a project's id or name, an index's
// name in its project, a Terraform address in its root module.
func identify(
	observations []*snapshot.Observation, homes *homes, types snapshot.Types,
) ([]*snapshot.Resource, map[*snapshot.Observation]*snapshot.Resource) {
	groups := newGroups(len(observations))
	for i, observation := range observations {
		for _, key := range homes.keys(observation) {
			groups.join(i, observation.Type+"\x00"+key)
		}
	}
	members := map[int][]*snapshot.Observation{}
	var order []int
	for i, observation := range observations {
		root := groups.find(i)
		if members[root] == nil {
			order = append(order, root)
		}
		members[root] = append(members[root], observation)
	}
	resources := make([]*snapshot.Resource, 0, len(order))
	of := make(map[*snapshot.Observation]*snapshot.Resource, len(observations))
	taken := map[string]int{}
	for _, root := range order {
		resource := merge(members[root], types[observations[root].Type])
		resource.ID, resource.Name = homes.identity(resource)
		resource.Formerly = formerly(resource)
		if taken[resource.ID]++; taken[resource.ID] > 1 {
			resource.ID = fmt.Sprintf("%s#%d", resource.ID, taken[resource.ID])
		}
		resources = append(resources, resource)
		for _, observation := range members[root] {
			of[observation] = resource
		}
	}
	return resources, of
}

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

// scope is the root module or file that an observation's address counts in: a plan that
// was matched with a root module shares its scope.
func scope(observation *snapshot.Observation) string {
	source := observation.Source
	if observation.DeclaredBy != "" {
		source = observation.DeclaredBy
	}
	return strings.TrimPrefix(source, "terraform ")
}

// identity is a resource's id and name. The id prefers what stays when more sources are
// read: names that people gave, then Terraform addresses, then ids that AWS gave.
func (h *homes) identity(resource *snapshot.Resource) (id, name string) {
	declared := slices.MinFunc(resource.Observations, func(a, b *snapshot.Observation) int {
		return cmp.Compare(lasting(a), lasting(b))
	})
	name = snapshot.Text(resource.Values, "name", "file", "path", "arn", "id")
	path := scope(declared) + "/" + declared.Address
	if strings.HasPrefix(declared.Address, "arn:") {
		path = declared.Address
	}
	switch resource.Type {
	case "pinecone_index":
		switch {
		case h.twins.has(declared, h.uniqueName(declared)):
			path = scope(declared) + "/" + name
		case name != "":
			path = h.place(declared) + "/" + name
		}
	case "pinecone_organization":
		name = cmp.Or(name, "organization") // there is but one
		path = name
	case "pinecone_project":
		path = cmp.Or(h.homeOf(declared), name, path)
	case "pinecone_cmek_key", "pinecone_workload":
		path = join2(snapshot.Text(resource.Values, "project"), name, declared.Address)
	case "pinecone_private_endpoint":
		name = snapshot.Text(resource.Values, "endpoint")
		path = join2(snapshot.Text(resource.Values, "project"), name, declared.Address)
	case "repository_secret", "client_exposure", "policy_document", "sso_certificate", "prometheus_scrape", "metric_query":
		path = declared.Address
	case "ci_job", "ignore_comment", "pinecone_call", "pinecone_client", "pinecone_sdk", "pinecone_host":
		path, name = declared.Address, declared.Address
	default:
		if isCode(declared.Source) {
			name = declared.Address
		}
	}
	if name == "" {
		name = declared.Address
	}
	return resource.Type + "/" + path, name
}

// lasting is lowest for the observation whose address stays when more is read.
func lasting(observation *snapshot.Observation) int {
	switch {
	case snapshot.Tool(observation.Source) != "":
		return 0
	case isLive(observation):
		return 2
	default:
		return 1
	}
}

func join2(project, name, address string) string {
	if name == "" {
		return project + address
	}
	return project + "/" + name
}
