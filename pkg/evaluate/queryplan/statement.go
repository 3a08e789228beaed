package queryplan

import (
	"fmt"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ir"
)

// step is what a statement does with locals, whatever its kind.
type step struct {
	op op
	// given are the locals that get a value; with changed, the collection that one is put into.
	given   []ir.Local
	changed *ir.Local
	read    []ir.Operand
	blocks  []*ir.Block
	// number is of the blocks to leave.
	number int
	// called is the name of a function or a built-in.
	called string
	// constant is what is given, where it is the same each time.
	constant *constant
}

// constant is one without parts, or an empty collection.
type constant struct {
	kind byte
	// text is that of a number; of a static string of the policy where it is empty.
	text   string
	static int
}

// describe is what a statement does; an error where rules are not made of such ones.
func describe(stmt ir.Stmt) (step, error) {
	for _, of := range []func(ir.Stmt) (step, bool){ofCollections, ofConstants, ofLocals, ofFlow, ofChecks} {
		if described, ok := of(stmt); ok {
			return described, nil
		}
	}
	return step{}, fmt.Errorf("there is no form for %T", stmt)
}

func locals(all ...ir.Local) []ir.Local { return all }

func reads(all ...ir.Operand) []ir.Operand { return all }

func local(l ir.Local) ir.Operand { return ir.Operand{Value: l} }

func ofCollections(stmt ir.Stmt) (step, bool) {
	switch s := stmt.(type) {
	case *ir.ArrayAppendStmt:
		return step{op: opAppend, changed: &s.Array, read: reads(s.Value)}, true
	case *ir.SetAddStmt:
		return step{op: opAdd, changed: &s.Set, read: reads(s.Value)}, true
	case *ir.ObjectInsertStmt:
		return step{op: opInsert, changed: &s.Object, read: reads(s.Key, s.Value)}, true
	case *ir.ObjectInsertOnceStmt:
		return step{op: opInsertOnce, changed: &s.Object, read: reads(s.Key, s.Value)}, true
	case *ir.MakeArrayStmt:
		return step{op: opMakeArray, given: locals(s.Target), constant: &constant{kind: constArray}}, true
	case *ir.MakeObjectStmt:
		return step{op: opMakeObject, given: locals(s.Target), constant: &constant{kind: constObject}}, true
	case *ir.MakeSetStmt:
		return step{op: opMakeSet, given: locals(s.Target), constant: &constant{kind: constSet}}, true
	}
	return step{}, false
}

func ofConstants(stmt ir.Stmt) (step, bool) {
	given := func(target ir.Local, value constant) (step, bool) {
		return step{op: opAssign, given: locals(target), constant: &value}, true
	}
	switch s := stmt.(type) {
	case *ir.AssignIntStmt:
		return given(s.Target, constant{kind: constNumber, text: strconv.FormatInt(s.Value, 10)})
	case *ir.MakeNumberIntStmt:
		return given(s.Target, constant{kind: constNumber, text: strconv.FormatInt(s.Value, 10)})
	case *ir.MakeNumberRefStmt:
		return given(s.Target, constant{kind: constNumber, static: s.Index})
	case *ir.MakeNullStmt:
		return given(s.Target, constant{kind: constNull})
	}
	return step{}, false
}

func ofLocals(stmt ir.Stmt) (step, bool) {
	switch s := stmt.(type) {
	case *ir.AssignVarStmt:
		return step{op: opAssign, given: locals(s.Target), read: reads(s.Source)}, true
	case *ir.AssignVarOnceStmt:
		return step{op: opAssignOnce, given: locals(s.Target), read: reads(s.Source)}, true
	case *ir.ResetLocalStmt:
		return step{op: opReset, given: locals(s.Target)}, true
	case *ir.DotStmt:
		return step{op: opDot, given: locals(s.Target), read: reads(s.Source, s.Key)}, true
	case *ir.LenStmt:
		return step{op: opLen, given: locals(s.Target), read: reads(s.Source)}, true
	case *ir.CallStmt:
		return step{op: opCall, given: locals(s.Result), called: s.Func, read: s.Args}, true
	case *ir.CallDynamicStmt:
		return step{op: opCallDynamic, given: locals(s.Result), read: s.Path}, true
	}
	return step{}, false
}

func ofFlow(stmt ir.Stmt) (step, bool) {
	switch s := stmt.(type) {
	case *ir.BlockStmt:
		return step{op: opBlock, blocks: s.Blocks}, true
	case *ir.BreakStmt:
		return step{op: opBreak, number: int(s.Index)}, true
	case *ir.NotStmt:
		return step{op: opNot, blocks: []*ir.Block{s.Block}}, true
	case *ir.ReturnLocalStmt:
		return step{op: opReturn, read: reads(local(s.Source))}, true
	case *ir.ScanStmt:
		return step{
			op: opScan, given: locals(s.Key, s.Value), read: reads(local(s.Source)), blocks: []*ir.Block{s.Block},
		}, true
	}
	return step{}, false
}

func ofChecks(stmt ir.Stmt) (step, bool) {
	switch s := stmt.(type) {
	case *ir.EqualStmt:
		return step{op: opEqual, read: reads(s.A, s.B)}, true
	case *ir.NotEqualStmt:
		return step{op: opNotEqual, read: reads(s.A, s.B)}, true
	case *ir.IsArrayStmt:
		return step{op: opIsArray, read: reads(s.Source)}, true
	case *ir.IsObjectStmt:
		return step{op: opIsObject, read: reads(s.Source)}, true
	case *ir.IsSetStmt:
		return step{op: opIsSet, read: reads(s.Source)}, true
	case *ir.IsDefinedStmt:
		return step{op: opIsDefined, read: reads(local(s.Source))}, true
	case *ir.IsUndefinedStmt:
		return step{op: opIsUndefined, read: reads(local(s.Source))}, true
	}
	return step{}, false
}

// plain is what an operand refers to; one that was read from JSON has a pointer to it.
func plain(o ir.Operand) ir.Val {
	switch v := o.Value.(type) {
	case *ir.Local:
		return *v
	case *ir.StringIndex:
		return *v
	case *ir.Bool:
		return *v
	default:
		return v
	}
}

// asLocal is the local that an operand refers to.
func asLocal(o ir.Operand) (ir.Local, bool) {
	l, ok := plain(o).(ir.Local)
	return l, ok
}
