package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// live says of a declared thing whether a service shows it; nil for one that is not to be
// there yet, and where nobody asked for its like.
func (d *drifting) live(resource *snapshot.Resource, declared, live []*snapshot.Observation) *snapshot.Sight {
	switch {
	case len(live) > 0, d.answers(resource):
		return &snapshot.Sight{State: snapshot.Seen}
	case slices.ContainsFunc(declared, creates):
		return nil
	case strings.Contains(declared[0].Address, snapshot.SomeInstance):
		return unclear("may not be made at all: its count or for_each is not known")
	case len(declared[0].Conditions) > 0:
		return unclear("may not be made at all: its condition is not known")
	case strings.HasPrefix(resource.Type, "pinecone_"):
		return d.livePinecone(resource, declared)
	case slices.ContainsFunc(d.shown, func(source snapshot.Source) bool {
		return strings.HasPrefix(source.ID, "aws") && wasAsked(source)
	}):
		return d.liveAWS(resource, declared)
	default:
		return nil
	}
}

func wasAsked(source snapshot.Source) bool { return source.Status != snapshot.Skipped }

func creates(o *snapshot.Observation) bool { return slices.Contains(actions(o), "create") }

func unclear(reason string) *snapshot.Sight {
	return &snapshot.Sight{State: snapshot.Unclear, Reason: reason}
}

// answers says whether a project's own key was answered, so that the project is there.
func (d *drifting) answers(resource *snapshot.Resource) bool {
	return resource.Type == "pinecone_project" && slices.ContainsFunc(d.shown, func(source snapshot.Source) bool {
		return source.Call != nil && isOf(source.Account, resource)
	})
}

// isOf says whether a source's account is a project, by its id or its name.
func isOf(account string, project *snapshot.Resource) bool {
	id, name := snapshot.Text(project.Values, "id"), snapshot.Text(project.Values, "name")
	return account != "" && (account == id || account == name)
}

// livePinecone looks for a thing in the lists that would have it.
func (d *drifting) livePinecone(resource *snapshot.Resource, declared []*snapshot.Observation) *snapshot.Sight {
	where := "the organization"
	lists := d.lists[resource.Type]
	if resource.Type == "pinecone_index" {
		if lists, where = d.ofProject(resource, declared); lists == nil {
			return unclear("is in a project that nothing tells, so it is not known where to look")
		}
	} else if d.stranger != "" {
		return unclear(d.stranger)
	}
	if len(lists) == 0 {
		return unclear("was looked for nowhere: nothing that was read lists what " + where + " has")
	}
	if !slices.ContainsFunc(lists, wasAsked) {
		return nil
	}
	for _, list := range lists {
		if list.Status != snapshot.Complete {
			return unclear("may be there: " + list.ID + " was not read completely")
		}
	}
	if other := d.candidate(d.shownOnly, resource); other != nil {
		return unclear(fmt.Sprintf("may be %q, which a service shows and nothing declares", other.Name))
	}
	if d.hasNamesake(resource, lists) {
		return unclear(fmt.Sprintf("may be the %q that is there and declared elsewhere too, as nothing tells them apart",
			resource.Name))
	}
	if d.isTwin(resource) {
		return unclear(fmt.Sprintf("may be elsewhere: %q is declared more than once, and no place has two", resource.Name))
	}
	list := lists[0]
	return &snapshot.Sight{
		State: snapshot.Missing, Reason: "is not in " + where, By: &snapshot.Shown{Source: list.ID, Call: list.Call},
	}
}

// hasNamesake says whether an index of this name is in the project of the lists, as one that
// something else declares: where several projects have the name, nothing joins the two.
func (d *drifting) hasNamesake(index *snapshot.Resource, lists []snapshot.Source) bool {
	name := snapshot.Text(index.Values, "name")
	return index.Type == "pinecone_index" && slices.ContainsFunc(d.bothSided[name], func(other *snapshot.Resource) bool {
		return slices.ContainsFunc(d.linked(other, "project"), func(project *snapshot.Resource) bool {
			return isOf(lists[0].Account, project)
		})
	})
}

// isTwin says whether another declaration may be of this project, or of this index in its project.
func (d *drifting) isTwin(resource *snapshot.Resource) bool {
	if resource.Type != "pinecone_project" && resource.Type != "pinecone_index" {
		return false
	}
	alike := d.declaredOnly[resource.Type][snapshot.Text(resource.Values, "name")]
	return slices.ContainsFunc(alike, func(other *snapshot.Resource) bool {
		return other != resource && d.mayBe(resource, other)
	})
}

// holding are the live sources of a scope that list a type.
func (d *drifting) holding(kind string, fits func(snapshot.Source) bool) []snapshot.Source {
	return slices.DeleteFunc(slices.Clone(d.lists[kind]), func(source snapshot.Source) bool { return !fits(source) })
}

// ofProject are the lists of indexes of an index's project, and what it is called. Where
// nothing names the project, others of the root module that are there tell it.
func (d *drifting) ofProject(index *snapshot.Resource, declared []*snapshot.Observation) ([]snapshot.Source, string) {
	for _, project := range d.linked(index, "project") {
		return d.holding(index.Type, func(source snapshot.Source) bool { return isOf(source.Account, project) }),
			fmt.Sprintf("project %q", project.Name)
	}
	account, ok := only(d.places.projects, declared)
	if !ok {
		return nil, ""
	}
	where := "the project"
	if account != "" {
		where = fmt.Sprintf("project %q", d.projectCalled(account))
	}
	return d.holding(index.Type, func(source snapshot.Source) bool { return source.Account == account }), where
}

// projectCalled is what people call the project of an account, which may be its id.
func (d *drifting) projectCalled(account string) string {
	for _, project := range d.projects {
		if isOf(account, project) {
			return project.Name
		}
	}
	return account
}

// stranger says that an organization was read that is called otherwise than the declared one.
func stranger(declared, live []*snapshot.Observation) string {
	name := func(all []*snapshot.Observation) (found string) {
		for _, o := range all {
			found = cmp.Or(found, snapshot.Text(o.Values, "name"))
		}
		return found
	}
	written, shown := name(declared), name(live)
	if written == "" || shown == "" || written == shown {
		return ""
	}
	return fmt.Sprintf("may be there: organization %q was read, and %q is declared", shown, written)
}

// liveAWS looks for a thing among those that are known not to be there. A bucket's name is
// one of the world; of all others it matters which account and region were read.
func (d *drifting) liveAWS(resource *snapshot.Resource, declared []*snapshot.Observation) *snapshot.Sight {
	account, region := d.where(resource, declared)
	names := namesOf(resource)
	for _, name := range names {
		for _, one := range d.absent[[2]string{resource.Type, name}] {
			switch {
			case resource.Type == "aws_s3_bucket":
				return missing(one.source, one.Absence)
			case account == "":
				return unclear("is not in account " + one.source.Account + ", and nothing tells which account it is in")
			case one.source.Account == account && (one.source.Region == "" || one.source.Region == region):
				return missing(one.source, one.Absence)
			}
		}
	}
	if list, ok := d.listed(resource, account, region); ok {
		return list
	}
	if len(names) == 0 {
		return unclear("is not among what was read, and nothing tells its id: a state with --plan does")
	}
	return unclear("is not among what was read of AWS")
}

func missing(source snapshot.Source, absent snapshot.Absence) *snapshot.Sight {
	where := strings.TrimSpace("account " + source.Account + " " + source.Region)
	return &snapshot.Sight{
		State: snapshot.Missing, Reason: "is not in " + where,
		By: &snapshot.Shown{Source: source.ID, Address: absent.Name, Call: absent.Call},
	}
}

// namesOf are what a thing of AWS is looked for by.
func namesOf(resource *snapshot.Resource) []string {
	var names []string
	for _, name := range identifiers[resource.Type] {
		if value := snapshot.Text(resource.Values, name); value != "" {
			names = append(names, value)
		}
	}
	return names
}

// where is the account and the region of a thing of AWS, as far as something tells them: its
// ARN, or where other things of its configuration are.
func (d *drifting) where(resource *snapshot.Resource, declared []*snapshot.Observation) (account, region string) {
	if parts := strings.SplitN(snapshot.Text(resource.Values, "arn"), ":", 6); len(parts) == 6 {
		account, region = parts[4], parts[3]
	}
	siblings, _ := only(d.places.accounts, declared)
	near, _ := only(d.places.regions, declared)
	return cmp.Or(account, siblings), cmp.Or(region, snapshot.Text(resource.Values, "region"), near)
}

// listed looks for an endpoint among all that lead to Pinecone, where they were looked for.
func (d *drifting) listed(resource *snapshot.Resource, account, region string) (*snapshot.Sight, bool) {
	service := snapshot.Text(resource.Values, "service_name")
	if resource.Type != "aws_vpc_endpoint" || account == "" || !d.options.offers(service) {
		return nil, false
	}
	for _, list := range d.holding(resource.Type, func(source snapshot.Source) bool {
		return source.Account == account && source.Region == region
	}) {
		other := d.candidate(d.shownOnly, resource)
		switch {
		case list.Status != snapshot.Complete:
			return unclear("may be there: " + list.ID + " was not read completely"), true
		case other != nil:
			return unclear(fmt.Sprintf("may be %q, which AWS shows and nothing declares", other.Name)), true
		default:
			return missing(list, snapshot.Absence{Name: service}), true
		}
	}
	return nil, false
}

// named says of what the manifest names by its ARN or name whether it is there, where nothing
// else declares it.
func (d *drifting) named(resource *snapshot.Resource) []snapshot.Sight {
	var all []snapshot.Sight
	if resource.Type != "pinecone_cmek_key" && resource.Type != "pinecone_organization" {
		return nil
	}
	for by := range joinsOf(resource.Type) {
		if len(resource.Links[by.relation]) > 0 {
			continue
		}
		value, _ := snapshot.Lookup(resource.Values, by.pointer)
		name, _ := value.(string)
		if _, _, declared := snapshot.Named(name); declared || name == "" {
			continue
		}
		if by.to == "aws_s3_bucket" {
			name = bucketOf(name)
		} else if !strings.HasPrefix(name, "arn:") {
			continue // nothing tells in which account it would be
		}
		for _, one := range d.absent[[2]string{by.to, name}] {
			sight := missing(one.source, one.Absence)
			sight.Pointer = by.pointer
			all = append(all, *sight)
			break
		}
	}
	return all
}
