package assemble

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// link joins resources to those that they refer to, and those back to them. The problems
// are declarations of the manifest that name nothing.
func link(
	resources []*snapshot.Resource, of map[*snapshot.Observation]*snapshot.Resource, graph *graph, homes *homes,
	sources []snapshot.Source,
) []snapshot.Problem {
	var problems []snapshot.Problem
	for _, resource := range resources {
		for by := range joinsOf(resource.Type) {
			for _, observation := range resource.Observations {
				if outdone(observation, resource, by, graph) {
					continue
				}
				for _, target := range graph.targets(observation, by) {
					if other := of[target]; other != nil && other != resource {
						graph.refer(resource, other, by, observation, target)
					}
				}
				problems = append(problems, misnamed(observation, by, graph, of, sources)...)
			}
		}
	}
	belong(resources, homes)
	homes.joinParts(resources)
	derive(resources)
	monitored(resources)
	for _, resource := range resources {
		for _, ids := range resource.Links {
			slices.Sort(ids)
		}
	}
	return problems
}

// outdone says whether a service shows what a declaration refers to, all of which was seen:
// what else is declared is not there.
func outdone(observation *snapshot.Observation, resource *snapshot.Resource, by join, graph *graph) bool {
	return isDeclaration(observation) && slices.ContainsFunc(resource.Observations, func(o *snapshot.Observation) bool {
		if !shows(o, by.pointer) {
			return false
		}
		value, _ := snapshot.Lookup(o.Values, by.pointer)
		count := 1
		if list, ok := value.([]any); ok {
			count = len(list)
		}
		return len(graph.targets(o, by)) >= count
	})
}

// outlives says whether a plan deletes a name, an alias or a record, of a thing that stays: the
// thing does not have it any more.
func outlives(thing, name *snapshot.Resource) bool {
	switch name.Type {
	case "aws_kms_alias", "aws_route53_record":
		return deletes(name.Values) && !deletes(thing.Values)
	default:
		return false
	}
}

func connect(from *snapshot.Resource, relation string, to *snapshot.Resource) {
	if relation == "" || slices.Contains(from.Links[relation], to.ID) {
		return
	}
	if from.Links == nil {
		from.Links = map[string][]string{}
	}
	from.Links[relation] = append(from.Links[relation], to.ID)
}

// misnamed tells of <tool>:<address> where no code of the tool that was read has the address,
// or where several root modules, templates or programs have it.
func misnamed(
	observation *snapshot.Observation, by join, graph *graph,
	of map[*snapshot.Observation]*snapshot.Resource, sources []snapshot.Source,
) []snapshot.Problem {
	value, _ := snapshot.Lookup(observation.Values, by.pointer)
	name, _ := value.(string)
	tool, address, ok := snapshot.Named(name)
	if !ok {
		return nil
	}
	found := slices.DeleteFunc(slices.Clone(graph.declared(tool, address)),
		func(o *snapshot.Observation) bool { return o.Type != by.to })
	var problem snapshot.Problem
	if len(found) == 0 {
		problem.Kind, problem.Message = snapshot.Gap, dangling(name, by.to, sources)
	} else {
		found = slices.DeleteFunc(found, func(o *snapshot.Observation) bool { return of[o] == nil })
		problem.Kind, problem.Message = snapshot.Notice, severalPlaces(name, by.to, found)
	}
	if problem.Message == "" {
		return nil
	}
	if at, ok := observation.Locations.Nearest(by.pointer); ok {
		problem.Location = &at.Location
	}
	return []snapshot.Problem{problem}
}

// dangling says of a name that nothing has it.
func dangling(name, kind string, sources []snapshot.Source) string {
	tool, _, _ := snapshot.Named(name)
	where := map[string][2]string{
		"terraform": {"Terraform that was read", "write the address as terraform state list prints it"},
		"cloudformation": {
			"CloudFormation templates that were read",
			"write its logical id, after those of the stacks that nest it, as in Network.Role",
		},
		"pulumi": {"Pulumi programs that were read", "write its logical name"},
	}[tool]
	advice := where[1]
	if slices.ContainsFunc(sources, func(source snapshot.Source) bool {
		return snapshot.Tool(source.ID) == tool && source.Status != snapshot.Complete
	}) {
		advice = "it may stand in what could not be read, or have another address"
	}
	return fmt.Sprintf("%q names no %s in the %s: %s", name, kind, where[0], advice)
}

// severalPlaces says of a name that what has it, all of which is taken for what is meant, is in
// several places; it is empty where it is in one.
func severalPlaces(name, kind string, found []*snapshot.Observation) string {
	tool, address, _ := snapshot.Named(name)
	places := map[string]bool{}
	for _, one := range found {
		if snapshot.Tool(one.Source) == tool {
			places[strings.TrimPrefix(one.Source, tool+" ")] = true
		}
	}
	if len(places) < 2 {
		return ""
	}
	first := slices.Min(slices.Collect(maps.Keys(places)))
	return fmt.Sprintf("%q names an %s in each of %d places, and all are judged for it: say which is meant, as by %q",
		name, kind, len(places), tool+":"+first+":"+address)
}

// belong links what does not name its owner: an index in Terraform to its project, a
// project to the organization, an index or an API key to the root module that declares it.
func belong(resources []*snapshot.Resource, homes *homes) {
	var organization *snapshot.Resource
	projects := map[string]*snapshot.Resource{}
	roots := map[string]*snapshot.Resource{}
	for _, resource := range resources {
		switch resource.Type {
		case "pinecone_organization":
			organization = resource
		case "pinecone_project":
			for _, observation := range resource.Observations {
				projects[cmp.Or(homes.homeOf(observation), resource.Name)] = resource
			}
		case "terraform_root":
			roots[resource.Observations[0].Source] = resource
		}
	}
	signOn(resources, organization)
	ciJobs(resources)
	for _, resource := range resources {
		belongToOrganization(resource, organization)
		switch resource.Type {
		case "pinecone_index", "pinecone_api_key", "pinecone_service_account":
		default:
			continue
		}
		for _, observation := range resource.Observations {
			if resource.Type == "pinecone_index" {
				if project := projects[homes.home(observation)]; project != nil {
					connect(resource, "project", project)
					connect(project, "indexes", resource)
				}
			}
			if root := roots[observation.Source]; root != nil {
				connect(resource, "root", root)
			}
		}
	}
}

// belongToOrganization links what only an organization has; there is at most one.
func belongToOrganization(resource, organization *snapshot.Resource) {
	if organization == nil {
		return
	}
	switch resource.Type {
	case "pinecone_project":
		connect(organization, "projects", resource)
		connect(resource, "organization", organization)
	case "pinecone_role_binding":
		connect(resource, "organization", organization)
		on := snapshot.Text(resource.Values, "resource_type")
		if on == "organization" || on == "" && snapshot.Hides(resource.Unknown, "/resource_type") {
			connect(organization, "role_bindings", resource)
		}
		if resource.Values["role"] == "OrgOwner" {
			connect(organization, "owner_bindings", resource)
		}
	case "pinecone_service_account":
		connect(organization, "service_accounts", resource)
		connect(resource, "organization", organization)
	case "pinecone_user":
		connect(organization, "users", resource)
		connect(resource, "organization", organization)
	case "sso_certificate":
		connect(organization, "certificate", resource)
		connect(resource, "organization", organization)
	case "ci_job":
		connect(organization, "ci_jobs", resource)
		connect(resource, "organization", organization)
	case "pinecone_invite", "pinecone_audit_log", "pinecone_audit_event", "pinecone_audit_principal":
		connect(resource, "organization", organization)
	}
}

func eachLinked(
	resource *snapshot.Resource, relation string, byID map[string]*snapshot.Resource, do func(*snapshot.Resource),
) {
	for _, id := range slices.Clone(resource.Links[relation]) {
		if other := byID[id]; other != nil {
			do(other)
		}
	}
}
