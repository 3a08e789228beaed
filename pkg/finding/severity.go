package finding

import (
	"fmt"
	"strings"
)

// Severity orders rules by what happens in production when they fail.
type Severity int

// The severities, lowest first, so that they compare with < and >.
const (
	Info Severity = iota
	Low
	Medium
	High
	Critical
)

// Severities lists the severities, highest first, as help texts and reports print them.
func Severities() []Severity { return []Severity{Critical, High, Medium, Low, Info} }

// ParseSeverity reads a severity's name. The error lists the valid ones.
func ParseSeverity(name string) (Severity, error) {
	for _, severity := range Severities() {
		if severity.String() == name {
			return severity, nil
		}
	}
	return 0, fmt.Errorf("severity %q is unknown: use one of %s", name, strings.Join(severityNames(), ", "))
}

// String is the severity's name, in lower case.
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Low:
		return "low"
	case Medium:
		return "medium"
	case High:
		return "high"
	case Critical:
		return "critical"
	default:
		return fmt.Sprintf("severity(%d)", int(s))
	}
}

// MarshalText writes the name, so that JSON carries "high" and not 3.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name that MarshalText wrote.
func (s *Severity) UnmarshalText(text []byte) error {
	severity, err := ParseSeverity(string(text))
	if err != nil {
		return err
	}
	*s = severity
	return nil
}

func severityNames() []string {
	names := make([]string, 0, len(Severities()))
	for _, severity := range Severities() {
		names = append(names, severity.String())
	}
	return names
}
