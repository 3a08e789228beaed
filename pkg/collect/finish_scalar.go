package collect

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// scalarAs reads a scalar as the kind that a schema names. Terraform keeps some numbers
// and truth values as strings, and tags of any kind; an empty string where a number or a
// truth value belongs is unset, so nil.
func scalarAs(kind string, value any) (any, bool) {
	switch kind {
	case "string":
		return asString(value)
	case "boolean":
		return asBool(value)
	case "integer", "number":
		return asNumber(kind, value)
	default:
		return nil, false
	}
}

func asString(value any) (any, bool) {
	switch node := number(value).(type) {
	case string:
		return redacted(node, value), true
	case bool:
		return strconv.FormatBool(node), true
	case json.Number:
		return node.String(), true
	default:
		return nil, false
	}
}

func asBool(value any) (any, bool) {
	switch node := value.(type) {
	case bool:
		return node, true
	case string:
		if node == "" {
			return nil, true
		}
		truth, err := strconv.ParseBool(strings.ToLower(node))
		return truthOrNil(truth, err), err == nil
	default:
		return nil, false
	}
}

func truthOrNil(truth bool, err error) any {
	if err != nil {
		return nil
	}
	return truth
}

func asNumber(kind string, value any) (any, bool) {
	node := number(value)
	if text, ok := node.(string); ok {
		if text == "" {
			return nil, true
		}
		node = json.Number(text)
	}
	numeral, ok := node.(json.Number)
	if !ok {
		return nil, false
	}
	if _, err := strconv.ParseInt(numeral.String(), 10, 64); err == nil {
		return numeral, true
	}
	float, err := numeral.Float64()
	if err != nil || math.IsNaN(float) || math.IsInf(float, 0) {
		return nil, false
	}
	if whole := math.Trunc(float) == float && math.Abs(float) < 1<<53; whole {
		return json.Number(strconv.FormatInt(int64(float), 10)), true
	}
	if kind == "integer" {
		return nil, false
	}
	return numeral, true
}

// number turns any Go number into a json.Number and leaves the rest.
func number(value any) any {
	switch node := value.(type) {
	case float64:
		return json.Number(strconv.FormatFloat(node, 'f', -1, 64))
	case int:
		return json.Number(strconv.Itoa(node))
	case int32:
		return json.Number(strconv.FormatInt(int64(node), 10))
	case int64:
		return json.Number(strconv.FormatInt(node, 10))
	default:
		return value
	}
}

// redacted keeps the box of a string that holds no secret.
func redacted(text string, boxed any) any {
	if !mayHoldSecret(text) {
		return boxed
	}
	return Redact(text)
}

// isTime says whether a text is a point in time that policies can calculate with: in
// nanoseconds from 1970 on it has to fit into 64 bits.
func isTime(value any) bool {
	text, _ := value.(string)
	at, err := time.Parse(time.RFC3339, text)
	return err == nil && at.Year() > 1700 && at.Year() < 2250
}
