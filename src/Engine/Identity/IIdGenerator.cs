namespace DirectiveFlow.Engine.Identity;

/// <summary>The only source of ids. Tests replace it by a seeded one, so that a run can be repeated exactly.</summary>
public interface IIdGenerator
{
    /// <summary>A new id for rows of the domain: a version 7 GUID, ordered by time.</summary>
    Guid NewGuid();

    /// <summary>A new id in Elsa's form: 16 lower-case hexadecimal digits.</summary>
    string NewId();
}
