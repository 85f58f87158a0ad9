; The office's papers belong to the computer: one folder that every account of it may use (SID S-1-5-32-545 is "Users" in every
; language). It stays when the program is removed.
!macro customInstall
  ReadEnvStr $0 PROGRAMDATA
  CreateDirectory "$0\Kense"
  nsExec::ExecToLog 'icacls "$0\Kense" /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" "*S-1-5-32-545:(OI)(CI)M"'
  Pop $0
!macroend
