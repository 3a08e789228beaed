// Package assemble joins what collectors saw into one snapshot. One thing seen twice, by
// Terraform's source and by a plan, or by the manifest and by Terraform, becomes one
// resource; resources that belong together are linked, once, so that no rule has to
// search; and what has nothing to do with Pinecone is left out early.
package assemble

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pinelint/pinelint/pkg/ask"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Options are what assembling must know of Pinecone to recognise what connects to it.
type Options struct {
	// Version of pinelint, for the snapshot.
	Version string
	// Services are the names of Pinecone's private endpoint services.
	Services []string
	// Accounts are the numbers of the AWS accounts that Pinecone's S3 integrations come from.
	Accounts []string
	// Regions are the AWS regions that Pinecone has a role for customers' keys in.
	Regions []string
	// Types are what a resource can hold: by them declarations and services are compared, and
	// they say which attributes a service shows. Where they are nil, what a service does not
	// show is judged as it is declared.
	Types snapshot.Types
	// Questions are asked of policies for rules of one's own.
	Questions []ask.Question
	// Now is when policies are asked about; zero leaves open what depends on it.
	Now time.Time
}

// Assembler takes observations as collectors find them, in any order and from several
// goroutines, and makes the snapshot at the end. It is a collect.Sink.
type Assembler struct {
	options Options

	mu           sync.Mutex
	observations []*snapshot.Observation
	sources      []snapshot.Source
	wanted       wanted
	apart        []*snapshot.Observation // parts of what other units may have
	adrift       []*adrift               // parts of what nothing tells
	placed       wanted                  // the types and addresses of those that plans tell
	written      map[string]int          // how many sources declare a part of a type and address
	// moved are the addresses of what was kept and moved, now and before. A plan may have either.
	moved   wanted
	sharing sharing
}

// New is an empty assembler.
func New(options Options) *Assembler {
	return &Assembler{
		options: options, wanted: wanted{}, placed: wanted{}, written: map[string]int{}, moved: wanted{},
		sharing: newSharing(),
	}
}

// Observe takes a unit that refers to itself: a root module, a plan, a file. Of other
// platforms' resources it keeps those that Pinecone uses and those they are joined to. The
// manifest must come before the units that it names resources of.
func (a *Assembler) Observe(unit []*snapshot.Observation) {
	parts := partsIn(unit)
	apart, lost := fold(unit)
	named := a.names()
	if len(unit) > 0 && isPlan(unit[0].Source) {
		named = a.planned()
	}
	kept := a.prune(unit, named)
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, observation := range kept {
		a.sharing.observation(observation)
		for _, address := range observation.Formerly {
			a.moved[address], a.moved[observation.Address] = true, true
		}
	}
	a.observations = append(a.observations, kept...)
	a.apart, a.adrift = append(a.apart, apart...), append(a.adrift, lost...)
	for _, part := range parts {
		switch {
		case !isPlan(part.Source):
			a.written[keyOf(part)]++
		case !isAnyAdrift(part):
			a.placed[keyOf(part)] = true
		}
	}
	a.wanted = a.wanted.with(slices.DeleteFunc(slices.Clone(kept), func(o *snapshot.Observation) bool {
		return snapshot.Tool(o.Source) != "" // roots come in any order: none may depend on another
	}))
}

// names are what the manifest and Pinecone's resources name so far.
func (a *Assembler) names() wanted {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.wanted
}

// planned are the names, and the addresses that a plan may still have for what they name.
func (a *Assembler) planned() wanted {
	a.mu.Lock()
	defer a.mu.Unlock()
	all := maps.Clone(a.wanted)
	maps.Copy(all, a.moved)
	return all
}

// Report takes how a source did.
func (a *Assembler) Report(source snapshot.Source) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sources = append(a.sources, source)
}

// Snapshot joins everything that was observed so far. It may be called again after more
// was; the earlier snapshot is then no longer to be used.
func (a *Assembler) Snapshot() *snapshot.Snapshot {
	slices.SortFunc(a.observations, compareObservations)
	slices.SortFunc(a.sources, func(x, y snapshot.Source) int { return strings.Compare(x.ID, y.ID) })
	observations, problems := matchPlans(a.observations)
	graph := newGraph(observations)
	foldApart(a.apart, graph)
	a.foldAdrift(observations)
	a.apart, a.adrift = nil, nil // they are parts now, also when it is called again
	homes := newHomes(observations, graph)
	same, unclear := findCounterparts(observations, graph)
	homes.same, problems = same, append(problems, unclear...)
	resources, of := identify(observations, homes, a.options.Types)
	problems = append(problems, homes.unjoined(resources)...)
	resources, foreign := withoutForeigners(resources, of)
	problems = append(problems, foreign...)
	problems = append(problems, link(resources, of, graph, homes, a.sources)...)
	purposes(resources, a.sources, a.options)
	withhold(resources, a.sources, a.options.Types)
	environments(resources)
	ask.All(resources, a.sources, references{graph, of}, ask.Options{
		Accounts: a.options.Accounts, Regions: a.options.Regions, Questions: a.options.Questions,
		Now: a.options.Now,
	})
	drifts(resources, of, graph, a.sources, a.options)
	out := &snapshot.Snapshot{
		Schema:    snapshot.Schema,
		Version:   a.options.Version,
		Sources:   slices.Clip(a.sources),
		Resources: map[string][]*snapshot.Resource{},
	}
	if len(problems) > 0 {
		out.Sources = append(out.Sources, snapshot.Source{
			ID: "join", Status: snapshot.Partial, Problems: problems,
			Reason: "some declarations could not be joined with what they name",
		})
	}
	for _, resource := range resources {
		out.Resources[resource.Type] = append(out.Resources[resource.Type], resource)
	}
	for _, list := range out.Resources {
		slices.SortFunc(list, func(x, y *snapshot.Resource) int { return strings.Compare(x.ID, y.ID) })
	}
	return out
}

func compareObservations(x, y *snapshot.Observation) int {
	return cmp.Or(
		strings.Compare(x.Type, y.Type),
		strings.Compare(x.Source, y.Source),
		strings.Compare(x.Address, y.Address),
	)
}
