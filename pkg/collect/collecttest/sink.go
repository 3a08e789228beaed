package collecttest

import "github.com/pinelint/pinelint/pkg/snapshot"

// Sink is a collect.Sink that keeps all that it is handed, in its order.
type Sink struct {
	Observations []*snapshot.Observation
	Sources      []snapshot.Source
}

// Observe implements collect.Sink.
func (s *Sink) Observe(unit []*snapshot.Observation) {
	s.Observations = append(s.Observations, unit...)
}

// Report implements collect.Sink.
func (s *Sink) Report(source snapshot.Source) { s.Sources = append(s.Sources, source) }

// Source is the last one that was reported, empty where none was.
func (s *Sink) Source() snapshot.Source {
	if len(s.Sources) == 0 {
		return snapshot.Source{}
	}
	return s.Sources[len(s.Sources)-1]
}
