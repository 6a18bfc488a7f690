//! Packages from Python: arrays of option indices, or brackets and options by name.

use crate::array::numbers;
use crate::fault::unfit;
use crate::posed::Stated;
use ::problem::{ChoiceIx, Package, PartialPackage, Table};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The packages of an array: one of shape (brackets,), or many of shape (packages, brackets); says
/// whether it was one.
pub(crate) fn packages(
    value: &Bound<'_, PyAny>,
    stated: &Stated,
) -> PyResult<(Vec<Package>, bool)> {
    if value.is_instance_of::<PyDict>() {
        return Ok((vec![package(value, stated)?], true));
    }
    let numbers = numbers(value, "packages")?;
    let brackets = stated.problem.sizes().len();
    let is_one = numbers.shape.len() == 1;
    if numbers.shape.last() != Some(&brackets) || numbers.shape.len() > 2 {
        return Err(misshapen(&numbers.shape, brackets));
    }
    let packages = numbers
        .rows
        .chunks(brackets.max(1))
        .map(|row| whole(&of_row(row, stated)?));
    Ok((packages.collect::<PyResult<_>>()?, is_one))
}

/// One package: no bracket may be open.
pub(crate) fn package(value: &Bound<'_, PyAny>, stated: &Stated) -> PyResult<Package> {
    whole(&partial(value, stated)?)
}

fn whole(package: &PartialPackage) -> PyResult<Package> {
    package.complete().ok_or_else(|| {
        unfit(
            "the package leaves a bracket open\nhint: name an option for each, or ask \
             improve(), which takes open brackets",
        )
    })
}

/// A package that may leave brackets open: `None` or -1 in an array, left out of a dict.
pub(crate) fn partial(value: &Bound<'_, PyAny>, stated: &Stated) -> PyResult<PartialPackage> {
    if let Ok(named) = value.cast::<PyDict>() {
        return by_name(named, stated);
    }
    let numbers = numbers(value, "package")?;
    let brackets = stated.problem.sizes().len();
    if numbers.shape != [brackets] {
        return Err(misshapen(&numbers.shape, brackets));
    }
    of_row(&numbers.rows, stated)
}

fn of_row(row: &[Option<i64>], stated: &Stated) -> PyResult<PartialPackage> {
    let options = row.iter().enumerate();
    let options = options.map(|(at, option)| fitting(stated, at, *option));
    let options = options.collect::<PyResult<Vec<Option<ChoiceIx>>>>()?;
    Ok(PartialPackage::new(Table::new(options)))
}

fn by_name(named: &Bound<'_, PyDict>, stated: &Stated) -> PyResult<PartialPackage> {
    let names = &stated.names;
    let mut options = vec![None; stated.problem.sizes().len()];
    for (bracket, option) in named {
        let at = place(&bracket, &names.brackets, "bracket")?;
        let known = names.options.get(at).map_or(&[][..], Vec::as_slice);
        let option = place(&option, known, "option")?;
        let option = i64::try_from(option).unwrap_or(i64::MAX);
        let picked = fitting(stated, at, Some(option))?;
        if let Some(place) = options.get_mut(at) {
            *place = picked;
        }
    }
    Ok(PartialPackage::new(Table::new(options)))
}

/// The place of a name, or the place itself.
fn place(word: &Bound<'_, PyAny>, names: &[String], what: &str) -> PyResult<usize> {
    if let Ok(at) = word.extract::<usize>() {
        if at < names.len() {
            return Ok(at);
        }
    } else if let Ok(word) = word.extract::<String>()
        && let Some(at) = names.iter().position(|name| *name == word)
    {
        return Ok(at);
    }
    let known: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
    Err(unfit(format!(
        "there is no {what} `{word}`\nhint: there are {}",
        known.join(", ")
    )))
}

/// An option that the bracket has; -1 leaves it open.
fn fitting(stated: &Stated, at: usize, option: Option<i64>) -> PyResult<Option<ChoiceIx>> {
    let Some(option) = option.filter(|option| *option != -1) else {
        return Ok(None);
    };
    let size = stated.problem.sizes().as_slice().get(at).copied();
    let size = size.unwrap_or_default();
    let known = u16::try_from(option).ok().filter(|option| *option < size);
    let refused = || {
        unfit(format!(
            "bracket {at} has no option `{option}`\nhint: options count from 0, and it has {size}"
        ))
    };
    known
        .map(|option| Some(ChoiceIx::new(option)))
        .ok_or_else(refused)
}

fn misshapen(shape: &[usize], brackets: usize) -> PyErr {
    unfit(format!(
        "an array of shape {shape:?} is no package of {brackets} brackets\nhint: one option \
         index for each bracket, in order"
    ))
}
