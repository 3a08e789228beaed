package lang

import (
	"github.com/hashicorp/go-cty-funcs/collection"
	"github.com/hashicorp/go-cty-funcs/uuid"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// pureFunctions are those whose result hangs on nothing but the arguments. All but can
// and try, which take expressions and not values, are guarded.
func pureFunctions() map[string]function.Function {
	table := map[string]function.Function{}
	limits := limits()
	for _, group := range []map[string]function.Function{
		numberFunctions(), textFunctions(), encodingFunctions(), collectionFunctions(),
		conversionFunctions(), markFunctions(), unpredictable(),
	} {
		for name, f := range group {
			table[name] = guard(f, limits[name])
		}
	}
	table["can"] = tryfunc.CanFunc
	table["try"] = tryfunc.TryFunc
	return table
}

func numberFunctions() map[string]function.Function {
	return map[string]function.Function{
		"abs":      stdlib.AbsoluteFunc,
		"ceil":     stdlib.CeilFunc,
		"floor":    stdlib.FloorFunc,
		"log":      stdlib.LogFunc,
		"max":      stdlib.MaxFunc,
		"min":      stdlib.MinFunc,
		"parseint": stdlib.ParseIntFunc,
		"pow":      stdlib.PowFunc,
		"signum":   signum(),

		"cidrcontains": cidrContains(),
		"cidrhost":     cidrHost(),
		"cidrnetmask":  cidrNetmask(),
		"cidrsubnet":   cidrSubnet(),
		"cidrsubnets":  cidrSubnets(),
	}
}

func textFunctions() map[string]function.Function {
	return map[string]function.Function{
		"basename":    basename(),
		"chomp":       stdlib.ChompFunc,
		"dirname":     dirname(),
		"endswith":    endsWith(),
		"format":      stdlib.FormatFunc,
		"formatdate":  stdlib.FormatDateFunc,
		"formatlist":  stdlib.FormatListFunc,
		"indent":      stdlib.IndentFunc,
		"join":        stdlib.JoinFunc,
		"lower":       stdlib.LowerFunc,
		"regex":       stdlib.RegexFunc,
		"regexall":    stdlib.RegexAllFunc,
		"replace":     replace(),
		"split":       stdlib.SplitFunc,
		"startswith":  startsWith(),
		"strcontains": textContains(),
		"strrev":      stdlib.ReverseFunc,
		"substr":      stdlib.SubstrFunc,
		"timeadd":     stdlib.TimeAddFunc,
		"timecmp":     timeCompare(),
		"title":       stdlib.TitleFunc,
		"trim":        stdlib.TrimFunc,
		"trimprefix":  stdlib.TrimPrefixFunc,
		"trimspace":   stdlib.TrimSpaceFunc,
		"trimsuffix":  stdlib.TrimSuffixFunc,
		"upper":       stdlib.UpperFunc,
	}
}

func encodingFunctions() map[string]function.Function {
	return map[string]function.Function{
		"base64decode":     base64Decode(),
		"base64encode":     base64Encode(),
		"base64gunzip":     base64Gunzip(),
		"base64gzip":       base64Gzip(),
		"base64sha256":     textDigest(sha256Base64),
		"base64sha512":     textDigest(sha512Base64),
		"csvdecode":        stdlib.CSVDecodeFunc,
		"jsondecode":       stdlib.JSONDecodeFunc,
		"jsonencode":       stdlib.JSONEncodeFunc,
		"md5":              textDigest(md5Hex),
		"sha1":             textDigest(sha1Hex),
		"sha256":           textDigest(sha256Hex),
		"sha512":           textDigest(sha512Hex),
		"textdecodebase64": textDecodeBase64(),
		"textencodebase64": textEncodeBase64(),
		"urldecode":        urlDecode(),
		"urlencode":        urlEncode(),
		"uuidv5":           uuid.V5Func,
		"yamldecode":       yaml.YAMLDecodeFunc,
		"yamlencode":       yaml.YAMLEncodeFunc,
	}
}

func collectionFunctions() map[string]function.Function {
	return map[string]function.Function{
		"alltrue":         allTrue(),
		"anytrue":         anyTrue(),
		"chunklist":       stdlib.ChunklistFunc,
		"coalesce":        collection.CoalesceFunc,
		"coalescelist":    stdlib.CoalesceListFunc,
		"compact":         stdlib.CompactFunc,
		"concat":          stdlib.ConcatFunc,
		"contains":        stdlib.ContainsFunc,
		"distinct":        distinct(),
		"element":         stdlib.ElementFunc,
		"flatten":         stdlib.FlattenFunc,
		"index":           index(),
		"keys":            stdlib.KeysFunc,
		"length":          length(),
		"lookup":          lookup(),
		"matchkeys":       matchKeys(),
		"merge":           stdlib.MergeFunc,
		"one":             one(),
		"range":           stdlib.RangeFunc,
		"reverse":         stdlib.ReverseListFunc,
		"setintersection": stdlib.SetIntersectionFunc,
		"setproduct":      stdlib.SetProductFunc,
		"setsubtract":     stdlib.SetSubtractFunc,
		"setunion":        stdlib.SetUnionFunc,
		"slice":           stdlib.SliceFunc,
		"sort":            stdlib.SortFunc,
		"sum":             sum(),
		"transpose":       transpose(),
		"values":          stdlib.ValuesFunc,
		"zipmap":          stdlib.ZipmapFunc,
	}
}
