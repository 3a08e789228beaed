package cloudformation

import (
	"slices"
	"strconv"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// resource observes one resource.
func (s *stack) resource(entry *document.Entry, name string) {
	at := snapshot.Position{Location: s.Key(entry)}
	if name == "AWS::Route53::RecordSetGroup" {
		s.records(entry, at)
		return
	}
	known, ok := kindOf(name)
	if !ok {
		s.environment(entry, name)
		return
	}
	properties := s.properties(entry.Value, at)
	values := project(properties, known.fields...)
	values.Set("lifecycle", s.lifecycle(entry.Value))
	if region := s.place().region; region != "" {
		values.Set("region", document.String(region, at))
	}
	switch name {
	case "AWS::IAM::Policy":
		for i, role := range listed(properties.Get("Roles")) {
			part := *values
			part.Fields = append(append([]document.Field(nil), values.Fields...), document.Field{Name: "role", Value: role})
			s.emit(known.to, instance(entry.Name, i), &part, at)
		}
		return
	case "AWS::IAM::ManagedPolicy":
		s.attach(entry.Name, properties.Get("Roles"))
	case "AWS::EC2::SecurityGroup":
		s.openEgress(values)
	}
	s.emit(known.to, entry.Name, values, at)
}

// properties are those of a resource; what is unknown as a whole is so at each.
func (s *stack) properties(resource *document.Node, at snapshot.Position) *document.Value {
	n := resource.Get("Properties")
	if n == nil {
		return &document.Value{Kind: document.Map, At: at}
	}
	return s.value(withoutMacro(n), at.Location, 0)
}

func (s *stack) emit(kind, address string, values *document.Value, at snapshot.Position) {
	o := &snapshot.Observation{
		Type: kind, Source: s.source.ID, Address: s.prefix + address, Complete: true,
	}
	if document.Observe(s.options.Types, o, values, at, "a live reading") {
		s.unit = append(s.unit, o)
	}
}

// instance is the address of one of several that a resource makes.
func instance(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }

// lifecycle says whether a resource stays when its stack is deleted, and when an update replaces
// it by another, of which each has its own policy (AWS CloudFormation User Guide,
// "UpdateReplacePolicy attribute").
func (s *stack) lifecycle(resource *document.Node) *document.Value {
	kept := s.retains(resource, "DeletionPolicy", "Retain", "RetainExceptOnCreate")
	if kept == nil {
		return nil
	}
	if replaced := s.retains(resource, "UpdateReplacePolicy", "Retain"); kept.Scalar != false {
		switch {
		case replaced == nil || replaced.Absent():
			kept = &document.Value{Scalar: false, At: kept.At}
		case kept.Scalar == true || replaced.Scalar == false:
			kept = replaced
		}
	}
	out := &document.Value{Kind: document.Map, At: kept.At}
	out.Set("prevent_destroy", kept)
	return out
}

// retains says whether an attribute of a resource has one of some values; nil where there is none.
func (s *stack) retains(resource *document.Node, attribute string, values ...string) *document.Value {
	for i := range resource.Entries {
		entry := &resource.Entries[i]
		if entry.Name != attribute {
			continue
		}
		v := s.value(entry.Value, s.Whole(entry), 0)
		if text, ok := v.Known(); ok {
			v = &document.Value{Scalar: slices.Contains(values, text), At: v.At}
		}
		return v
	}
	return nil
}

// attach observes that a managed policy belongs to roles.
func (s *stack) attach(name string, roles *document.Value) {
	for i, role := range listed(roles) {
		arn := document.Unclear(role.At, "!Ref "+name, "known when the stack is deployed", s.prefix+name+".arn")
		arn.References = []string{s.prefix + name + ".arn"}
		part := &document.Value{Kind: document.Map, At: role.At}
		part.Set("role", role)
		part.Set("policy_arn", arn)
		s.emit("aws_iam_role_policy_attachment", instance(name, i), part, role.At)
	}
}

// openEgress is what EC2 adds to a group that says nothing of what may leave: everything
// may (AWS CloudFormation, AWS::EC2::SecurityGroup). A rule of its own takes it away.
func (s *stack) openEgress(group *document.Value) {
	if group.Get("egress") != nil {
		return
	}
	for i := range s.template.resources.Entries {
		if s.template.resources.Entries[i].Value.Get("Type").String() == "AWS::EC2::SecurityGroupEgress" {
			return
		}
	}
	open := &document.Value{Kind: document.Map, At: group.At}
	open.Set("protocol", document.String("-1", group.At))
	open.Set("cidr_blocks", only(document.String("0.0.0.0/0", group.At)))
	group.Set("egress", only(open))
}

// records observes the records of a group, each of which may name the group's zone.
func (s *stack) records(entry *document.Entry, at snapshot.Position) {
	properties := s.properties(entry.Value, at)
	for i, record := range listed(properties.Get("RecordSets")) {
		values := project(record, recordFields()...)
		if values.Get("zone_id") == nil {
			values.Set("zone_id", properties.Get("HostedZoneId"))
		}
		s.emit("aws_route53_record", instance(entry.Name, i), values, record.At)
	}
}
