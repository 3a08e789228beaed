package code

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// observe makes an observation of all that a file gave. An address counts what is alike in
// one function and has no line, so that it stays when lines move.
func (r *result) observe(versions versions) []*snapshot.Observation {
	places := collect.NewText(r.path, r.text)
	count := map[string]int{}
	var observations []*snapshot.Observation
	add := func(o *snapshot.Observation, name string) {
		count[o.Type+name]++
		o.Address = fmt.Sprintf("%s#%d", name, count[o.Type+name])
		o.Source, o.Complete = sourceID, true
		observations = append(observations, o)
	}
	for _, s := range r.sights {
		versions.tell(s, r.unit)
		add(s.observation(places), strings.Join([]string{r.path, functionOf(s), s.what}, ":"))
	}
	for _, each := range r.depends {
		add(each.observation(places, r.path, r.role), r.path+":"+each.pkg)
	}
	for _, each := range r.hosts {
		at := places.Location(each.start, each.end)
		add(&snapshot.Observation{
			Type: "pinecone_host",
			Values: map[string]any{
				"host": each.host, "file": r.path, "role": r.role, "index": snapshot.IndexOf(each.host),
				"private": strings.Contains(each.host, ".svc.private."),
			},
			Locations: snapshot.Locations{{Position: snapshot.Position{Location: at}}},
		}, r.path+":"+each.host)
	}
	return observations
}

func functionOf(s *sight) string {
	name, _ := s.values["function"].(string)
	return name
}

func (s *sight) observation(places *collect.Text) *snapshot.Observation {
	o := &snapshot.Observation{Type: s.typ, Values: s.values}
	here := places.Location(s.node.Start, s.node.End)
	o.Locations.Set("", snapshot.Position{Location: here, Via: s.viaHandler()})
	for _, pointer := range sorted(s.places) {
		node := s.places[pointer]
		if s.away != nil && isOfRetry(pointer) {
			o.Locations.Set(pointer, s.away.positionOf(node, here, fmt.Sprintf("%q goes through it", s.values["method"])))
			continue
		}
		if other := s.others[pointer]; other != nil {
			o.Locations.Set(pointer, other.positionOf(node, here, "which it is handed to"))
			continue
		}
		o.Locations.Set(pointer, snapshot.Position{Location: places.Location(node.Start, node.End)})
	}
	for _, pointer := range slices.Sorted(maps.Keys(s.given)) {
		given := s.given[pointer]
		via := []snapshot.Via{{Location: here, Note: "it is made with that"}}
		o.Locations.Set(pointer, snapshot.Position{Location: given.location(), Via: via})
	}
	if len(s.unknown) > 0 {
		o.Unknown = s.unknown
	}
	return o
}

// isOfRetry says whether a place is that of the retry around a call, and not of the SDK's own.
func isOfRetry(pointer string) bool {
	return strings.HasPrefix(pointer, "/retries") && pointer != "/retries/sdk_retries"
}

// positionOf is a place in another file than the call, by way of that.
func (u *unit) positionOf(node *program.Node, call snapshot.Location, note string) snapshot.Position {
	return snapshot.Position{
		Location: u.located().Location(node.Start, node.End),
		Via:      []snapshot.Via{{Location: call, Note: note}},
	}
}

// viaHandler is the handler in another file that makes a client for each request.
func (s *sight) viaHandler() []snapshot.Via {
	if s.handler == nil {
		return nil
	}
	at := s.handler.in.located().Location(s.handler.node.Start, s.handler.node.Start)
	return []snapshot.Via{{Location: at, Note: cmp.Or(s.why, "it answers requests")}}
}

func sorted(places map[string]*program.Node) []string { return slices.Sorted(maps.Keys(places)) }
