//! Numbers between NumPy and here: exact integers of 64 bits, and nothing is rounded.
//!
//! NumPy is asked by its own functions, so that one wheel serves every version of it.

use crate::fault::unfit;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyTuple};

/// Up to here every whole number has a float of its own.
const FLOAT_MAX: f64 = 9_007_199_254_740_992.0;
/// How much of a wrong value is shown.
const SHOWN: usize = 60;

/// An array of whole numbers; `None` where the place was left empty.
pub(crate) struct Numbers {
    /// Its shape.
    pub(crate) shape: Vec<usize>,
    /// Its numbers, the last axis turning fastest.
    pub(crate) rows: Vec<Option<i64>>,
}

impl Numbers {
    /// The numbers, if no place is empty.
    pub(crate) fn complete(&self, name: &str) -> PyResult<Vec<i64>> {
        let rows = self.rows.iter().enumerate();
        rows.map(|(at, row)| {
            let place = || place(name, &self.shape, at);
            row.ok_or_else(|| unfit(format!("`None` at {} is no number", place())))
        })
        .collect()
    }
}

/// An array of 64-bit integers in this shape, read-only.
pub(crate) fn array<'py>(
    py: Python<'py>,
    rows: &[i64],
    shape: &[usize],
) -> PyResult<Bound<'py, PyAny>> {
    let numpy = py.import("numpy")?;
    let shape = PyTuple::new(py, shape)?;
    if rows.is_empty() {
        return numpy.call_method1("zeros", (shape, "i8"));
    }
    let bytes: Vec<u8> = rows.iter().flat_map(|row| row.to_ne_bytes()).collect();
    let flat = numpy.call_method1("frombuffer", (PyBytes::new(py, &bytes), "=i8"))?;
    flat.call_method1("reshape", (shape,))
}

/// What numbers are here.
const WHOLE: &str = "numbers here are integers, or floats that are whole and below 2^53: multiply \
                     a party's figures by their common denominator";

/// The whole numbers of an array, a list or a list of lists.
///
/// Floats count if they are whole; anything else is refused with its place and value.
pub(crate) fn numbers(value: &Bound<'_, PyAny>, name: &str) -> PyResult<Numbers> {
    let numpy = value.py().import("numpy")?;
    if value.is_instance(&numpy.getattr("ma")?.getattr("MaskedArray")?)? {
        return Err(unfit(format!(
            "`{name}` is a masked array, and what is masked would count\nhint: fill it first"
        )));
    }
    let array = numpy.call_method1("asarray", (value,)).map_err(|error| {
        unfit(format!(
            "`{name}` is no array: {error}\nhint: every row must have as many numbers"
        ))
    })?;
    let shape: Vec<usize> = array.getattr("shape")?.extract()?;
    let dtype = array.getattr("dtype")?;
    let kind: String = dtype.getattr("kind")?.extract()?;
    let width: usize = dtype.getattr("itemsize")?.extract()?;
    let rows = match (kind.as_str(), width) {
        ("i", _) | ("u", ..=4) => integers(&array)?,
        ("f", ..=8) => whole_floats(&array, (name, &shape))?,
        ("b" | "u" | "f" | "O", _) => objects(&array, (name, &shape))?,
        _ => {
            return Err(unfit(format!(
                "`{name}` holds `{dtype}` and no numbers\nhint: {WHOLE}"
            )));
        }
    };
    Ok(Numbers { shape, rows })
}

fn integers(array: &Bound<'_, PyAny>) -> PyResult<Vec<Option<i64>>> {
    let bytes = bytes_of(array, "=i8")?;
    let chunks = bytes.as_chunks::<8>().0.iter();
    Ok(chunks
        .map(|chunk| Some(i64::from_ne_bytes(*chunk)))
        .collect())
}

fn whole_floats(
    array: &Bound<'_, PyAny>,
    (name, shape): (&str, &[usize]),
) -> PyResult<Vec<Option<i64>>> {
    let bytes = bytes_of(array, "=f8")?;
    let floats = bytes.as_chunks::<8>().0.iter();
    let floats = floats.map(|chunk| f64::from_ne_bytes(*chunk)).enumerate();
    let whole = floats.map(|(at, float)| {
        let whole = whole(float);
        let refused = || refused(&float.to_string(), &place(name, shape, at));
        whole.map(Some).ok_or_else(refused)
    });
    whole.collect()
}

fn objects(
    array: &Bound<'_, PyAny>,
    (name, shape): (&str, &[usize]),
) -> PyResult<Vec<Option<i64>>> {
    let items = array.call_method0("ravel")?.call_method0("tolist")?;
    let items: Vec<Bound<'_, PyAny>> = items.extract()?;
    let read = items.iter().enumerate().map(|(at, item)| {
        if item.is_none() {
            return Ok(None);
        }
        number(item).map(Some).ok_or_else(|| {
            let said = item.str().map(|words| words.to_string());
            refused(&said.unwrap_or_default(), &place(name, shape, at))
        })
    });
    read.collect()
}

/// A Python number as a whole one: an integer, a whole float, or a fraction over one.
fn number(item: &Bound<'_, PyAny>) -> Option<i64> {
    if item.is_instance_of::<PyBool>() {
        return None;
    }
    if let Ok(number) = item.extract::<i64>() {
        return Some(number);
    }
    let denominator = item.getattr("denominator").ok();
    if let Some(denominator) = denominator {
        let is_whole = denominator.extract::<i64>().is_ok_and(|below| below == 1);
        let above = item.getattr("numerator").ok()?;
        return above.extract().ok().filter(|_| is_whole);
    }
    // A `Decimal` would be rounded on its way through a float.
    let is_float = item.is_instance_of::<pyo3::types::PyFloat>();
    item.extract::<f64>()
        .ok()
        .filter(|_| is_float)
        .and_then(whole)
}

fn whole(float: f64) -> Option<i64> {
    // Exact: the float is whole and below 2^53, which 2^53 + 1 is rounded to.
    (float.fract() == 0.0 && float.abs() < FLOAT_MAX).then_some(float as i64)
}

fn bytes_of(array: &Bound<'_, PyAny>, dtype: &str) -> PyResult<Vec<u8>> {
    let wide = array.call_method1("astype", (dtype,))?;
    wide.call_method0("tobytes")?.extract()
}

fn refused(value: &str, place: &str) -> PyErr {
    let shown: String = value.chars().take(SHOWN).collect();
    unfit(format!(
        "`{shown}` at {place} is no exact whole number of 64 bits\nhint: {WHOLE}"
    ))
}

/// A place in an array as NumPy writes it, such as `scores[1][0, 2]`.
fn place(name: &str, shape: &[usize], at: usize) -> String {
    let mut left = at;
    let mut steps: Vec<String> = Vec::new();
    for length in shape.iter().rev() {
        let length = (*length).max(1);
        steps.push((left % length).to_string());
        left /= length;
    }
    steps.reverse();
    format!("{name}[{}]", steps.join(", "))
}
