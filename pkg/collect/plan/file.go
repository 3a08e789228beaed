package plan

import (
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// refusal is an error that says what is wrong with the file as a whole.
type refusal struct{ message string }

func (r *refusal) Error() string { return r.message }

// file reads the whole document.
func (c *collector) file() error {
	if err := c.object(c.member); err != nil {
		return err
	}
	switch _, err := c.ReadToken(); {
	case err == nil:
		return &jsontext.SyntacticError{
			ByteOffset: max(c.InputOffset()-1, 0), Err: errors.New("more text after the end of the plan"),
		}
	case !errors.Is(err, io.EOF):
		return err
	}
	return nil
}

// member reads one member of the document. What a plan says twice is read once:
// planned_values and prior_state are in resource_changes, unless the plan is to change
// nothing but the state (-refresh-only), and has none.
func (c *collector) member(name string) error {
	switch name {
	case "format_version":
		return c.formatVersion()
	case "resource_changes":
		c.is.plan, c.is.changes = true, true
		c.forget()
		return c.list(c.resource)
	case "prior_state":
		if c.is.changes {
			return c.SkipValue()
		}
		return c.priorState()
	case "planned_values", "output_changes":
		c.is.plan = true
		return c.SkipValue()
	case "values":
		c.is.state = true
		return c.stateValues()
	case "configuration":
		return c.configuration()
	case "lineage", "serial":
		c.is.opaque = true
		return c.SkipValue()
	case "errored", "complete":
		return c.verdict(name)
	default:
		return c.SkipValue()
	}
}

func (c *collector) formatVersion() error {
	if err := c.string(&c.is.version); err != nil {
		return err
	}
	major, _, _ := strings.Cut(c.is.version, ".")
	if major == "1" || (major == "0" && c.is.version != "0") {
		return nil // 0.1 and 0.2 are Terraform before 1.1: the members read here are the same
	}
	return &refusal{"has format version " + quoted(c.is.version) + ", and what can be read is 1.x: " +
		"use a version of pinelint that is newer than the Terraform that wrote it"}
}

// verdict reads what Terraform says of its own plan.
func (c *collector) verdict(name string) error {
	var said bool
	present := c.PeekKind()
	if err := c.truth(&said); err != nil {
		return err
	}
	c.is.complete = c.is.complete || name == "complete" && said
	switch {
	case name == "errored" && said:
		c.partial("is the plan of a run that ended with an error, so that resources may be missing: " +
			"repair the error and plan again")
	case name == "complete" && !said && present == 'f':
		c.partial("does not cover the whole configuration (-target, or changes put off to a later run): " +
			"plan without -target to judge all of it")
	}
	return nil
}

func quoted(text string) string {
	const longest = 20
	if len(text) > longest {
		text = text[:longest] + "…"
	}
	return `"` + strings.ToValidUTF8(text, "?") + `"`
}
