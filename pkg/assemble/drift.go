package assemble

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/drift"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// drifting says how declarations and services agree.
type drifting struct {
	options Options
	graph   *graph
	of      map[*snapshot.Observation]*snapshot.Resource
	byID    map[string]*snapshot.Resource
	// shown are the sources that are services, lists those that list a type, files those that
	// declare.
	shown, files []snapshot.Source
	lists        map[string][]snapshot.Source
	places       whereabouts
	// shownOnly and declaredOnly are the resources of a type that only one side has, by what
	// people call them.
	shownOnly, declaredOnly pool
	// bothSided are the indexes that both have, by name.
	bothSided map[string][]*snapshot.Resource
	// absent are the things that were looked for and are not there, by type and name.
	absent map[[2]string][]absence
	// stranger says that the organization that was read is not the declared one.
	stranger string
	projects []*snapshot.Resource
	// managed are the types of which something is declared, managing whether a project is.
	managed  map[string]bool
	managing bool
}

// absence is a thing that a source did not find.
type absence struct {
	snapshot.Absence

	source snapshot.Source
}

// drifts writes beside each resource how what is declared of it and what services show go
// together, where a service was asked.
func drifts(
	resources []*snapshot.Resource, of map[*snapshot.Observation]*snapshot.Resource, graph *graph,
	sources []snapshot.Source, options Options,
) {
	d := &drifting{
		options: options, graph: graph, of: of, byID: map[string]*snapshot.Resource{}, places: newWhereabouts(),
		shownOnly: pool{}, declaredOnly: pool{}, managed: map[string]bool{}, absent: map[[2]string][]absence{},
		lists: map[string][]snapshot.Source{}, bothSided: map[string][]*snapshot.Resource{},
	}
	for _, source := range sources {
		switch {
		case isService(source.ID):
			d.shown = append(d.shown, source)
			for _, kind := range source.Holds {
				d.lists[kind] = append(d.lists[kind], source)
			}
			for _, one := range source.Absent {
				key := [2]string{one.Type, one.Name}
				d.absent[key] = append(d.absent[key], absence{one, source})
			}
		case isCode(source.ID) || strings.HasPrefix(source.ID, "manifest "):
			d.files = append(d.files, source)
		}
	}
	if len(d.shown) == 0 {
		return
	}
	for _, resource := range resources {
		d.learn(resource)
	}
	for _, resource := range resources {
		if found := d.resource(resource); found.Compared || found.Declared != nil || len(found.Live) > 0 {
			resource.Drift = found
		}
	}
}

func isService(source string) bool {
	return strings.HasPrefix(source, "pinecone") || strings.HasPrefix(source, "aws")
}

// learn notes what one resource tells of the others.
func (d *drifting) learn(resource *snapshot.Resource) {
	d.byID[resource.ID] = resource
	declared, live := sides(resource)
	switch {
	case len(declared) > 0 && len(live) > 0:
		d.places.learn(declared, live)
		if resource.Type == "pinecone_index" {
			name := snapshot.Text(resource.Values, "name")
			d.bothSided[name] = append(d.bothSided[name], resource)
		}
	case len(declared) > 0:
		d.declaredOnly.add(resource)
	case len(live) > 0:
		d.shownOnly.add(resource)
	}
	switch resource.Type {
	case "pinecone_organization":
		d.stranger = stranger(declared, live)
	case "pinecone_project":
		d.projects = append(d.projects, resource)
	}
	if len(declared) > 0 {
		d.managed[resource.Type] = true
		d.managing = d.managing || resource.Type == "pinecone_project"
	}
}

// sides are the observations that declare a thing, and those in which a service shows it. A
// data source of Terraform declares nothing, and a plan that deletes a thing says so.
func sides(resource *snapshot.Resource) (declared, live []*snapshot.Observation) {
	for _, o := range resource.Observations {
		switch {
		case isLive(o):
			live = append(live, o)
		case dataSource().MatchString(o.Address), isDeleted(o):
		case isCode(o.Source), strings.HasPrefix(o.Source, "manifest "):
			declared = append(declared, o)
		}
	}
	slices.SortStableFunc(declared, func(a, b *snapshot.Observation) int { return cmp.Compare(said(a), said(b)) })
	return declared, live
}

// said orders declarations: what people write comes first, and of it what Terraform applies.
func said(o *snapshot.Observation) int {
	switch {
	case snapshot.Tool(o.Source) != "":
		return 0
	case strings.HasPrefix(o.Source, "plan "):
		return 1
	default:
		return 2
	}
}

func (d *drifting) resource(resource *snapshot.Resource) *snapshot.Drift {
	out := &snapshot.Drift{}
	declared, live := sides(resource)
	if len(declared) > 0 && len(live) > 0 {
		d.compare(resource, declared, live, out)
	}
	switch {
	case len(declared) > 0 && isWatched(resource):
		if sight := d.live(resource, declared, live); sight != nil {
			out.Live = append(out.Live, *sight)
		}
	case len(declared) == 0 && len(live) > 0:
		out.Declared = d.declared(resource)
	}
	out.Live = append(out.Live, d.named(resource)...)
	return out
}

// isWatched says whether a resource is one that should be there because it is declared. Of
// AWS those are watched that Pinecone uses.
func isWatched(resource *snapshot.Resource) bool {
	switch resource.Type {
	case "pinecone_index", "pinecone_project", "pinecone_api_key", "pinecone_service_account", "pinecone_role_binding":
		return true
	case "aws_iam_role", "aws_kms_key", "aws_vpc_endpoint", "aws_s3_bucket":
		return len(resource.Purposes) > 0
	default:
		return resource.Type == "aws_security_group"
	}
}

// compare compares every declaration of a thing with all that services show of it. Where one
// says already that an attribute differs, others are not asked about it. What a plan is about
// to change is not compared with Terraform's source.
func (d *drifting) compare(
	resource *snapshot.Resource, declared, live []*snapshot.Observation, out *snapshot.Drift,
) {
	shape := d.options.Types[resource.Type]
	if shape == nil {
		return
	}
	shown := drift.Live{Observations: live, Values: map[string]any{}}
	for _, o := range slices.Backward(live) {
		overlay(shown.Values, o.Values)
	}
	pending := slices.ContainsFunc(declared, changes)
	differs := map[string]bool{}
	var open []snapshot.Opening
	for _, o := range declared {
		if pending && isCode(o.Source) {
			continue
		}
		out.Compared = true
		differences, untold := drift.Compare(shape, o, shown, d.guesser(o, live))
		differences = slices.DeleteFunc(differences, func(one snapshot.Difference) bool {
			return differs[attribute(one.Pointer)]
		})
		for _, one := range differences {
			differs[attribute(one.Pointer)] = true
		}
		out.Differences = append(out.Differences, differences...)
		open = append(open, slices.DeleteFunc(untold, func(one snapshot.Opening) bool {
			return slices.ContainsFunc(declared, func(other *snapshot.Observation) bool {
				value, _ := snapshot.Lookup(other.Values, one.Pointer)
				return other != o && value != nil && !withholds(other, one.Pointer)
			})
		})...)
	}
	for _, one := range open {
		if !differs[attribute(one.Pointer)] && !slices.Contains(out.Open, one) {
			out.Open = append(out.Open, one)
		}
	}
}

func attribute(pointer string) string { return snapshot.First(pointer) }

// changes says whether a plan is about to change what it declares.
func changes(o *snapshot.Observation) bool {
	return slices.ContainsFunc(actions(o), func(action string) bool { return action != "no-op" && action != "read" })
}

func actions(o *snapshot.Observation) []string {
	list, _ := snapshot.Lookup(o.Values, "/change/actions")
	return snapshot.Texts(list)
}
